import { fillPath } from './canvas/fill.js'
import { fractalAt, noiseTile, readTile } from './canvas/noise.js'
import { rectangle } from './canvas/outlines.js'
import { flat } from './canvas/paints.js'
import { addLayer } from './canvas/surface.js'
import { lch, mixLch, type Lch } from './colour/oklch.js'
import { hasWeather, randomFor, type Scene } from './scene.js'

/** A body of water between two heights. */
export interface Water {
  readonly top: number
  readonly bottom: number
  readonly local: Lch
  /** 0 for a mirror, 1 for open sea. */
  readonly roughness: number
}

/** Fills the frame's width with water that takes the sky's colour in the distance and its own in front. */
export function drawWater(scene: Scene, water: Water): number {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'water')
  const far = palette.skyAt(0.86)
  const middle = palette.tone(water.local, 0.25)
  const near = palette.tone({ ...water.local, l: water.local.l - 0.14 }, 0, -0.1)
  const tile = noiseTile(16)
  fillPath(
    surface,
    rectangle(-0.1, water.top, scene.width + 0.1, water.bottom),
    (x, y, out) => {
      const depth = (y - water.top) / (water.bottom - water.top)
      const swell = (readTile(tile, x * 130, (y * 900) / (0.3 + depth)) - 0.5) * 0.22 * (0.4 + water.roughness)
      const share = Math.min(1, Math.max(0, depth + swell))
      const [from, to, part] =
        share < 0.3 ? [far, middle, 0.45 + (share / 0.3) * 0.55] : [middle, near, (share - 0.3) / 0.7]
      for (let channel = 0; channel < 3; channel++) {
        out[channel] = (from[channel] ?? 0) + ((to[channel] ?? 0) - (from[channel] ?? 0)) * part
      }
    },
    layer,
  )
  return layer
}

/** Mirrors what stands above a water line into the pixels of the water's layer. */
export function mirror(scene: Scene, layer: number, line: number, strength: number, ripple = 0.006): void {
  const { surface } = scene
  const { widthPx, heightPx, unitPx, rgb, label } = surface
  const linePx = Math.round(line * unitPx)
  const tile = noiseTile(16)
  for (let y = Math.max(0, linePx); y < heightPx; y++) {
    const down = y - linePx
    const fade = strength * Math.max(0.25, 1 - down / (0.75 * unitPx))
    for (let x = 0; x < widthPx; x++) {
      const pixel = y * widthPx + x
      if (label[pixel] !== layer) continue
      const wave = readTile(tile, (x * 60) / unitPx, (y * 2600) / unitPx) - 0.5
      const fromX = Math.min(widthPx - 1, Math.max(0, Math.round(x + wave * ripple * 2.4 * (unitPx + down * 2))))
      const fromY = linePx - Math.round(down * 0.92 + wave * ripple * unitPx * 1.5) - 1
      if (fromY < 0) continue
      const from = (fromY * widthPx + fromX) * 3
      const to = pixel * 3
      for (let channel = 0; channel < 3; channel++) {
        const own = rgb[to + channel] ?? 0
        rgb[to + channel] = own + ((rgb[from + channel] ?? 0) * 0.94 - own) * fade
      }
    }
  }
}

/** Flat lens-shaped strokes of light and shade, larger towards the front. */
export function drawRipples(scene: Scene, water: Water, layer: number): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'ripples')
  const isStormy = hasWeather(scene, 'storm')
  const count = Math.round((isStormy ? 300 : 210) * scene.width * water.roughness)
  for (let index = 0; index < count; index++) {
    const depth = random.next() ** 1.5
    const y = water.top + (water.bottom - water.top) * (0.015 + depth * 0.98)
    const half = (0.012 + depth * 0.075) * random.between(0.6, 1.4)
    const thick = (0.0008 + depth * 0.0052) * random.between(0.6, 1.3)
    const x = random.between(-0.05, scene.width + 0.05)
    const isCrest = random.chance(0.55)
    const local = { ...water.local, l: water.local.l + (isCrest ? 0.1 : -0.1) }
    const rgb = palette.tone(local, 0.3 * (1 - depth), isCrest ? 0.3 : -0.15)
    fillPath(surface, lens(x, y, half, thick, random.below(1e6)), flat(rgb), layer, random.between(0.25, 0.48))
  }
}

/** The path of light below sun or moon. */
export function drawGlitter(scene: Scene, water: Water): void {
  const { surface, palette, light } = scene
  const random = randomFor(scene, 'glitter')
  const layer = addLayer(surface, 'water', { size: 0.35 })
  const rgb = palette.disk
  const count = 120
  for (let index = 0; index < count; index++) {
    const depth = random.next() ** 1.25 * 0.92
    const y = water.top + (water.bottom - water.top) * (0.008 + depth)
    const spread = 0.02 + depth * 0.085
    const x = light.x + (random.next() + random.next() - 1) * spread
    const half = (0.005 + depth * 0.026) * random.between(0.5, 1.3)
    const strength = (0.85 - depth * 0.45) * random.between(0.5, 1)
    fillPath(surface, lens(x, y, half, 0.0012 + depth * 0.0026, index), flat(rgb), layer, strength)
  }
}

/** Breaking crests with foam, for open and stormy water. */
export function drawBreakers(scene: Scene, water: Water, count: number): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'breakers')
  for (let index = 0; index < count; index++) {
    const depth = (index + random.between(0.1, 0.9)) / count
    const y = water.top + (water.bottom - water.top) * (0.1 + depth * 0.82)
    const half = (0.07 + depth * 0.16) * random.between(0.8, 1.25)
    const rise = half * random.between(0.16, 0.26)
    const x = random.between(0, scene.width)
    if (!isWater(scene, x, y)) continue
    const layer = addLayer(surface, 'water', { size: 0.5 })
    const seed = random.below(1e6)
    const face = palette.tone({ ...water.local, l: water.local.l - 0.05 }, 0.18 * (1 - depth), -0.25)
    fillPath(surface, wave(x, y, half, rise, 1, seed), flat(face), layer, 0.85)
    const foam = addLayer(surface, 'water', { size: 0.35, wander: 1 })
    const white = palette.tone(mixLch(lch(0.95, 0.012, 220), water.local, 0.22), 0.2 * (1 - depth))
    fillPath(surface, wave(x, y - rise * 0.06, half * 0.94, rise, 0.3, seed), flat(white), foam, 0.88)
  }
}

function isWater({ surface }: Scene, x: number, y: number): boolean {
  const column = Math.min(surface.widthPx - 1, Math.floor(x * surface.unitPx))
  const row = Math.min(surface.heightPx - 1, Math.floor(y * surface.unitPx))
  return surface.layers[surface.label[row * surface.widthPx + column] ?? 0]?.role === 'water'
}

function lens(x: number, y: number, half: number, thick: number, seed: number): number[] {
  const upper: number[] = []
  const lower: number[] = []
  for (let step = 0; step <= 8; step++) {
    const u = (step / 8) * 2 - 1
    const swell = (1 - u * u) * thick * (1 + fractalAt(u * 2, 3, seed) * 0.5)
    const bend = fractalAt(u * 1.4, 8, seed) * thick * 1.2
    upper.push(x + u * half, y + bend - swell)
    lower.unshift(x + u * half, y + bend + swell * 0.6)
  }
  return [...upper, ...lower]
}

/** A crest that leans; `body` is 1 for the whole wave and less for the foam along its top. */
function wave(x: number, y: number, half: number, rise: number, body: number, seed: number): number[] {
  const upper: number[] = []
  const lower: number[] = []
  for (let step = 0; step <= 30; step++) {
    const u = (step / 30) * 2 - 1
    const hump = (1 - u * u) ** 1.4
    const lean = u + 0.16 * hump
    const top = y - rise * hump + fractalAt(u * 5, 1, seed) * rise * 0.16
    const ragged = body < 1 ? 0.5 + Math.abs(fractalAt(u * 7, 4, seed)) * 1.6 : 1
    const height = body < 1 ? rise * body * hump * ragged : rise * hump * 1.25
    upper.push(x + lean * half, top)
    lower.unshift(x + lean * half, top + height + rise * 0.02)
  }
  return [...upper, ...lower]
}
