import { Directive, directive } from 'lit/directive.js'
import type { ElementPart } from 'lit/directive.js'
import { noChange } from 'lit'

class DrawThumbhash extends Directive {
  #drawn: string | undefined

  render(_hash: string): unknown {
    return noChange
  }

  override update(part: ElementPart, [hash]: [string]): unknown {
    if (hash !== this.#drawn && part.element instanceof HTMLCanvasElement) {
      this.#drawn = hash
      drawThumbhash(part.element, hash)
    }
    return noChange
  }
}

/** Draws the blurred placeholder of a picture on the canvas that it stands on. */
export const thumbhash: (hash: string) => unknown = directive(DrawThumbhash)

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

  const pixels = new Uint8ClampedArray(side * side * 4)
  for (let y = 0, index = 0; y < side; y++) {
    for (let x = 0; x < side; x++, index += 4) {
      const l = sum(light, x, y, side)
      const p = sum(yellowBlue, x, y, side)
      const q = sum(redGreen, x, y, side)
      const blue = l - (2 / 3) * p
      const red = (3 * l - blue + q) / 2
      pixels.set([red * 255, (red - q) * 255, blue * 255, 255], index)
    }
  }
  return pixels
}

interface Term {
  readonly x: number
  readonly y: number
  readonly weight: number
}

function sum(terms: readonly Term[], x: number, y: number, side: number): number {
  let total = 0
  for (const term of terms) {
    const across = Math.cos((Math.PI / side) * (x + 0.5) * term.x)
    const down = Math.cos((Math.PI / side) * (y + 0.5) * term.y)
    total += term.weight * across * down
  }
  return total
}
