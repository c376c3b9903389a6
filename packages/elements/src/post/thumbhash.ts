import { Directive, directive } from 'lit/directive.js'
import type { ElementPart } from 'lit/directive.js'
import { noChange } from 'lit'

class DrawThumbhash extends Directive {
  #known: string | undefined

  render(_hash: string): unknown {
    return noChange
  }

  override update(part: ElementPart, [hash]: [string]): unknown {
    if (hash !== this.#known && part.element instanceof HTMLCanvasElement) {
      this.#known = hash
      if (waiting.size === 0) setTimeout(drawWaiting, patienceMs)
      waiting.set(part.element, hash)
    }
    return noChange
  }
}

/** Draws the blurred placeholder of a picture on the canvas that it stands on, if the picture keeps one waiting. */
export const thumbhash: (hash: string) => unknown = directive(DrawThumbhash)

/** A canvas is a layer of its own for the compositor: most pictures are there before one would be seen. */
const patienceMs = 120
const waiting = new Map<HTMLCanvasElement, string>()

function drawWaiting(): void {
  for (const [canvas, hash] of waiting) {
    const image = canvas.parentElement?.querySelector('img')
    if (!canvas.isConnected || image?.complete) continue
    drawThumbhash(canvas, hash)
    canvas.dataset['drawn'] = ''
    image?.addEventListener('load', () => delete canvas.dataset['drawn'], { once: true })
  }
  waiting.clear()
}

function drawThumbhash(canvas: HTMLCanvasElement, hash: string): void {
  const side = 16
  canvas.width = canvas.height = side
  const context = canvas.getContext('2d')
  const bytes = decodeBase64(hash)
  if (!context || bytes.length < 6) return
  context.putImageData(new ImageData(decodeThumbhash(bytes, side), side), 0, 0)
}

function decodeBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    // Not base64: the picture comes without a placeholder.
    return new Uint8Array()
  }
}

/** Decodes a thumbhash into RGBA of `side` × `side`, without transparency. After the reference decoder of Evan Wallace. */
export function decodeThumbhash(hash: Uint8Array, side: number): Uint8ClampedArray<ArrayBuffer> {
  const at = (index: number): number => hash[index] ?? 0
  const head = at(0) | (at(1) << 8) | (at(2) << 16)
  const tail = at(3) | (at(4) << 8)
  const hasAlpha = head >> 23
  const isLandscape = tail >> 15
  const long = hasAlpha ? 5 : 7
  const short = Math.max(3, tail & 7)
  const nx = Math.max(3, isLandscape ? long : short)
  const ny = Math.max(3, isLandscape ? short : long)
  let nibble = (hasAlpha ? 6 : 5) * 2

  const channel = (mean: number, width: number, height: number, scale: number): Term[] => {
    const terms: Term[] = [{ x: 0, y: 0, weight: mean }]
    for (let y = 0; y < height; y++) {
      for (let x = y ? 0 : 1; x * height < width * (height - y); x++) {
        const value = (at(nibble >> 1) >> ((nibble++ & 1) << 2)) & 15
        terms.push({ x, y, weight: (value / 7.5 - 1) * scale * 2 })
      }
    }
    return terms
  }
  const light = channel((head & 63) / 63, nx, ny, ((head >> 18) & 31) / 31)
  const yellowBlue = channel(((head >> 6) & 63) / 31.5 - 1, 3, 3, (((tail >> 3) & 63) / 63) * 1.25)
  const redGreen = channel(((head >> 12) & 63) / 31.5 - 1, 3, 3, (((tail >> 9) & 63) / 63) * 1.25)

  const lights = addUp(light, side)
  const yellowBlues = addUp(yellowBlue, side)
  const redGreens = addUp(redGreen, side)
  const pixels = new Uint8ClampedArray(side * side * 4)
  for (let index = 0, at = 0; index < side * side; index++) {
    const l = lights[index] ?? 0
    const p = yellowBlues[index] ?? 0
    const q = redGreens[index] ?? 0
    const blue = l - (2 / 3) * p
    const red = (3 * l - blue + q) / 2
    pixels[at++] = red * 255
    pixels[at++] = (red - q) * 255
    pixels[at++] = blue * 255
    pixels[at++] = 255
  }
  return pixels
}

interface Term {
  readonly x: number
  readonly y: number
  readonly weight: number
}

/** Frequencies of a term: 0 to 6. */
const frequencies = 7
const cosines = new Map<number, Float32Array>()

/** The cosine of each frequency at each step along a side: they are the same for all pictures. */
function cosinesOf(side: number): Float32Array {
  let table = cosines.get(side)
  if (!table) {
    table = Float32Array.from({ length: side * frequencies }, (_, index) =>
      Math.cos((Math.PI / side) * (Math.floor(index / frequencies) + 0.5) * (index % frequencies)),
    )
    cosines.set(side, table)
  }
  return table
}

/** Adds the waves of a channel up, row by row: first those of a row by their frequency across, then these at each pixel. */
function addUp(terms: readonly Term[], side: number): Float32Array {
  const cosine = cosinesOf(side)
  const values = new Float32Array(side * side)
  const across = new Float32Array(frequencies)
  for (let y = 0; y < side; y++) {
    across.fill(0)
    for (const term of terms)
      across[term.x] = (across[term.x] ?? 0) + term.weight * (cosine[y * frequencies + term.y] ?? 0)
    for (let x = 0; x < side; x++) {
      let value = 0
      for (let k = 0; k < frequencies; k++) value += (across[k] ?? 0) * (cosine[x * frequencies + k] ?? 0)
      values[y * side + x] = value
    }
  }
  return values
}
