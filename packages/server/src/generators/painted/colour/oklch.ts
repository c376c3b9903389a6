/** A colour in OKLCH: lightness 0 to 1, chroma 0 to about 0.3, hue in degrees. */
export interface Lch {
  readonly l: number
  readonly c: number
  readonly h: number
}

/** A colour in OKLab. */
export interface Lab {
  readonly l: number
  readonly a: number
  readonly b: number
}

/** A colour as gamma-encoded sRGB, each part 0 to 255, not rounded. */
export type Rgb = readonly [number, number, number]

/** Makes an OKLCH colour. */
export function lch(l: number, c: number, h: number): Lch {
  return { l, c, h }
}

/** Converts OKLCH to OKLab. */
export function lchToLab({ l, c, h }: Lch): Lab {
  const angle = (h * Math.PI) / 180
  return { l, a: c * Math.cos(angle), b: c * Math.sin(angle) }
}

/** Converts OKLab to OKLCH. */
export function labToLch({ l, a, b }: Lab): Lch {
  const hue = (Math.atan2(b, a) * 180) / Math.PI
  return { l, c: Math.sqrt(a * a + b * b), h: hue < 0 ? hue + 360 : hue }
}

/** Mixes in OKLab, which keeps steps even and never turns grey halfway round the wheel. */
export function mixLab(from: Lab, to: Lab, share: number): Lab {
  return {
    l: from.l + (to.l - from.l) * share,
    a: from.a + (to.a - from.a) * share,
    b: from.b + (to.b - from.b) * share,
  }
}

/** Mixes two OKLCH colours through OKLab. */
export function mixLch(from: Lch, to: Lch, share: number): Lch {
  return labToLch(mixLab(lchToLab(from), lchToLab(to), share))
}

/** Converts OKLab to sRGB. Colours outside of sRGB lose chroma, never hue or lightness. */
export function labToRgb(lab: Lab): Rgb {
  const l = Math.min(0.985, Math.max(0.06, lab.l))
  let low = 0
  let high = 1
  if (isInside(linearRgb(l, lab.a, lab.b))) low = 1
  for (let step = 0; step < 10 && low < 1; step++) {
    const middle = (low + high) / 2
    if (isInside(linearRgb(l, lab.a * middle, lab.b * middle))) low = middle
    else high = middle
  }
  const [red, green, blue] = linearRgb(l, lab.a * low, lab.b * low)
  return [encodeGamma(red), encodeGamma(green), encodeGamma(blue)]
}

/** Converts OKLCH to sRGB, like `labToRgb`. */
export function lchToRgb(colour: Lch): Rgb {
  return labToRgb(lchToLab(colour))
}

/** Converts sRGB, 0 to 255, to OKLab (Björn Ottosson's matrices). */
export function rgbToLab(red: number, green: number, blue: number): Lab {
  const r = decodeGamma(red)
  const g = decodeGamma(green)
  const b = decodeGamma(blue)
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return {
    l: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    a: 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    b: 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  }
}

/** The signed way round the wheel from one hue to another, -180 to 180. */
export function hueDistance(from: number, to: number): number {
  return ((((to - from) % 360) + 540) % 360) - 180
}

function linearRgb(l: number, a: number, b: number): [number, number, number] {
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

function isInside([red, green, blue]: readonly [number, number, number]): boolean {
  const slack = 0.0005
  return Math.min(red, green, blue) >= -slack && Math.max(red, green, blue) <= 1 + slack
}

function encodeGamma(linear: number): number {
  const value = Math.min(1, Math.max(0, linear))
  return 255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)
}

function decodeGamma(encoded: number): number {
  const value = Math.min(1, Math.max(0, encoded / 255))
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
