import type { ScenePlan } from '../plan.js'
import type { ColourName, Time } from '../words/terms.js'
import { labToLch, labToRgb, lch, lchToLab, lchToRgb, mixLab, mixLch, type Lab, type Lch, type Rgb } from './oklch.js'

/** Turns local colours (as in flat daylight) into the colours of one plan's light and air. */
export interface Palette {
  /** The sky, 0 at the zenith and 1 at the horizon. */
  skyAt(share: number): Rgb
  /** A local colour at a distance (0 near, 1 far) and turned to the light (1) or away from it (-1). */
  tone(local: Lch, distance?: number, facing?: number): Rgb
  /** A colour that shines by itself, such as a lit window. */
  glow(local: Lch): Rgb
  /** The disk of sun or moon. */
  readonly disk: Rgb
  /** The colour of the light. */
  readonly light: Rgb
  readonly isDark: boolean
}

interface Hour {
  readonly sky: readonly [Lch, Lch, Lch]
  readonly disk: Lch
  /** What the light adds to a lit side, and what the sky adds to the shade. */
  readonly warm: Lch
  readonly cool: Lch
  /** Local lightness becomes `lift + lightness * reach`. */
  readonly lift: number
  readonly reach: number
  readonly chroma: number
  /** How much of `cool` everything takes. */
  readonly veil: number
}

const hours: Readonly<Record<Time, Hour>> = {
  dawn: {
    sky: [lch(0.76, 0.055, 252), lch(0.85, 0.05, 345), lch(0.91, 0.062, 55)],
    disk: lch(0.96, 0.065, 98),
    warm: lch(0.9, 0.08, 50),
    cool: lch(0.68, 0.045, 300),
    lift: 0.12,
    reach: 0.82,
    chroma: 0.8,
    veil: 0.17,
  },
  day: {
    sky: [lch(0.7, 0.1, 242), lch(0.82, 0.07, 232), lch(0.94, 0.028, 215)],
    disk: lch(0.975, 0.04, 100),
    warm: lch(0.96, 0.05, 95),
    cool: lch(0.62, 0.06, 250),
    lift: 0.06,
    reach: 0.94,
    chroma: 1,
    veil: 0.04,
  },
  golden: {
    sky: [lch(0.72, 0.045, 235), lch(0.85, 0.055, 88), lch(0.87, 0.105, 72)],
    disk: lch(0.965, 0.075, 98),
    warm: lch(0.87, 0.13, 72),
    cool: lch(0.5, 0.05, 340),
    lift: 0.05,
    reach: 0.86,
    chroma: 0.95,
    veil: 0.13,
  },
  dusk: {
    sky: [lch(0.36, 0.085, 297), lch(0.54, 0.095, 318), lch(0.82, 0.1, 62)],
    disk: lch(0.9, 0.1, 62),
    warm: lch(0.8, 0.11, 55),
    cool: lch(0.36, 0.065, 288),
    lift: 0.06,
    reach: 0.64,
    chroma: 0.86,
    veil: 0.24,
  },
  night: {
    sky: [lch(0.2, 0.055, 268), lch(0.3, 0.068, 258), lch(0.47, 0.06, 243)],
    disk: lch(0.95, 0.035, 95),
    warm: lch(0.72, 0.045, 225),
    cool: lch(0.22, 0.05, 264),
    lift: 0.07,
    reach: 0.42,
    chroma: 0.6,
    veil: 0.32,
  },
}

/** Hues and strengths of the colours that can be named. */
export const namedColours: Readonly<Record<ColourName, Lch>> = {
  red: lch(0.6, 0.19, 28),
  orange: lch(0.74, 0.15, 58),
  yellow: lch(0.87, 0.15, 95),
  green: lch(0.64, 0.12, 142),
  teal: lch(0.66, 0.09, 195),
  blue: lch(0.58, 0.13, 252),
  purple: lch(0.53, 0.13, 305),
  pink: lch(0.78, 0.11, 355),
  brown: lch(0.48, 0.065, 55),
  white: lch(0.96, 0.012, 90),
  black: lch(0.25, 0.015, 280),
}

/** Makes the palette of a plan. */
export function createPalette(plan: ScenePlan): Palette {
  const hour = hours[plan.time]
  const adjust = createAdjustment(plan)
  const isOvercast = plan.weather.some((kind) => kind === 'rain' || kind === 'fog' || kind === 'snow')
  const isFoggy = plan.weather.includes('fog')
  const isDim = plan.time === 'night' || plan.time === 'dusk'
  const isStormy = plan.weather.includes('storm')
  const sky = hour.sky.map((stop, index) => {
    const haze = mixLch(stop, lch(stop.l * 0.6 + 0.36, 0.022, 80), isFoggy && !isDim ? 0.75 : 0)
    const grey = lch(stop.l * (isStormy ? 0.78 : 0.97), stop.c * 0.45, stop.h)
    const strength = isStormy ? [0.9, 0.7, 0.15][index] : isOvercast ? [0.75, 0.65, 0.45][index] : 0
    return lchToLab(mixLch(haze, grey, isFoggy ? 0.1 : (strength ?? 0)))
  })
  const horizonAir = sky[2] ?? lchToLab(hour.sky[2])
  const zenithAir = sky[0] ?? lchToLab(hour.sky[0])
  const air = mixLab(horizonAir, zenithAir, plan.time === 'dusk' || plan.time === 'night' ? 0.5 : 0.35)
  const thickness = plan.weather.includes('fog') ? 1.25 : isOvercast ? 1.06 : 0.9
  const steps = Array.from({ length: 65 }, (_unused, step) => labToRgb(adjust(skyStop(sky, step / 64))))
  const memory = new Map<number, Rgb>()

  function tone(local: Lch, distance = 0, facing = 0): Rgb {
    const key = Math.round(local.l * 250) + Math.round(local.c * 400) * 256 + Math.round(local.h) * 65536
    const place = Math.round(distance * 40) * 64 + Math.round(facing * 15) + 20
    const id = key * 4096 + place
    const known = memory.get(id)
    if (known) return known
    let colour = lchToLab(lch(hour.lift + local.l * hour.reach, local.c * hour.chroma, local.h))
    colour = mixLab(colour, { ...lchToLab(hour.cool), l: colour.l * 0.94 }, hour.veil)
    const side = facing > 0 ? lchToLab(hour.warm) : lchToLab(hour.cool)
    const turned = mixLab(colour, { ...side, l: colour.l + (facing > 0 ? 0.1 : -0.13) }, Math.abs(facing) * 0.85)
    const lit = mixLab(turned, { ...side, l: turned.l }, Math.abs(facing) * 0.18)
    const far = Math.min(0.96, distance * thickness)
    const result = labToRgb(adjust(mixLab(lit, air, far)))
    memory.set(id, result)
    return result
  }

  return {
    skyAt: (share) => steps[Math.round(Math.min(1, Math.max(0, share)) * 64)] ?? [128, 128, 128],
    tone,
    glow: (local) => lchToRgb(labToLch(adjust(lchToLab(local)))),
    disk: labToRgb(adjust(lchToLab(hour.disk))),
    light: labToRgb(adjust(lchToLab(hour.warm))),
    isDark: plan.time === 'night' || plan.time === 'dusk',
  }
}

function skyStop(stops: readonly Lab[], share: number): Lab {
  const [top, middle, bottom] = stops
  if (!top || !middle || !bottom) return { l: 0.5, a: 0, b: 0 }
  const bend = 0.55
  return share < bend ? mixLab(top, middle, share / bend) : mixLab(middle, bottom, (share - bend) / (1 - bend))
}

/** Everything that colours the whole picture: tint, moods, drift, and the swatches of a photograph. */
function createAdjustment(plan: ScenePlan): (colour: Lab) => Lab {
  const tint = plan.tint ? namedColours[plan.tint] : undefined
  const moods = new Set(plan.moods)
  const swatches = plan.photo?.swatches.map(lchToLab) ?? []
  return (colour) => {
    let result = colour
    if (swatches.length > 0) result = pullToSwatch(result, swatches)
    if (plan.drift !== 0) {
      const { l, c, h } = labToLch(result)
      result = lchToLab(lch(l, c, h + plan.drift + 360))
    }
    if (tint) result = tinted(result, tint)
    if (moods.has('warm')) result = { l: result.l * 0.98 + 0.015, a: result.a + 0.012, b: result.b + 0.026 }
    if (moods.has('lonely')) result = { l: result.l * 0.96, a: result.a * 0.68, b: result.b * 0.68 - 0.006 }
    if (moods.has('calm')) result = { l: result.l * 0.94 + 0.04, a: result.a * 0.86, b: result.b * 0.86 }
    if (moods.has('dreamy'))
      result = { l: result.l * 0.9 + 0.075, a: result.a * 0.9 + 0.018, b: result.b * 0.9 - 0.016 }
    if (moods.has('monochrome')) result = { l: result.l, a: result.a * 0.04, b: result.b * 0.04 + 0.004 }
    return result
  }
}

function tinted(colour: Lab, tint: Lch): Lab {
  if (tint.c < 0.03) {
    const lightness = tint.l > 0.5 ? colour.l * 0.72 + 0.27 : colour.l * 0.7
    return { l: lightness, a: colour.a * 0.45, b: colour.b * 0.45 }
  }
  const own = Math.sqrt(colour.a ** 2 + colour.b ** 2)
  const target = lchToLab(lch(colour.l, own * 0.45 + tint.c * 0.52, tint.h))
  return { ...mixLab(colour, target, 0.68), l: colour.l * 0.93 + tint.l * 0.07 }
}

function pullToSwatch(colour: Lab, swatches: readonly Lab[]): Lab {
  let best = colour
  let nearest = Infinity
  for (const swatch of swatches) {
    const distance = Math.abs(swatch.l - colour.l) * 1.4 + Math.abs(swatch.a - colour.a) + Math.abs(swatch.b - colour.b)
    if (distance < nearest) {
      nearest = distance
      best = swatch
    }
  }
  const pulled = mixLab(colour, best, 0.78)
  return { ...pulled, l: colour.l * 0.6 + best.l * 0.4 }
}
