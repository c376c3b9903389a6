import { fillPath } from '../canvas/fill.js'
import { fractalAt } from '../canvas/noise.js'
import { blob, ribbon, roughen } from '../canvas/outlines.js'
import { across, downward, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { drawConifer } from '../greenery.js'
import { randomFor, type Scene } from '../scene.js'
import { growth, isSnowy } from '../seasons.js'

/** A wall of rock with a fall in two steps; its foot lies at a height of the picture. */
export function drawWaterfall(scene: Scene, foot: number): void {
  const { surface, palette, light } = scene
  const random = randomFor(scene, 'waterfall')
  const x = scene.focusX
  const top = Math.max(0.1, foot - 0.56)
  const seed = random.below(1e6)
  const rock = lch(0.48, 0.03, 60)
  for (const side of [-1, 1] as const) {
    const wide = side === Math.sign(x - scene.width / 2) ? 0.6 : 0.36
    const outline: number[] = [x + side * 0.035, foot + 0.03, x + side * 0.05, top + 0.02]
    for (let step = 0; step <= 24; step++) {
      const share = step / 24
      const drop = share ** 1.6 * (wide > 0.5 ? 0.34 : 0.5)
      const ledge = Math.floor(share * 5) % 2 === 0 ? 0 : 0.03
      outline.push(
        x + side * (0.05 + share * wide),
        top - 0.03 * (1 - share) + drop + ledge + fractalAt(share * 7, side, seed) * 0.03,
      )
    }
    outline.push(x + side * (0.09 + wide), foot + 0.03)
    const layer = addLayer(surface, 'ground', { angle: 1.45, wander: 0.3, size: 0.5, stretch: 3 })
    const [near, away] = [
      palette.tone(rock, 0.14, side === light.side ? 0.3 : -0.05),
      palette.tone({ ...rock, l: 0.4 }, 0.1, -0.45),
    ]
    const paint = light.side > 0 ? across(x - 0.5, x + 0.5, away, near) : across(x - 0.5, x + 0.5, near, away)
    fillPath(surface, roughen(outline, 0.006, seed), mottled(paint, 0.16, 0.07, 0.5), layer)
    drawCrevices(scene, layer, x, side, top, foot, wide, seed)
    drawTop(scene, outline, side)
    for (let tree = 0; tree < 5; tree++) {
      const share = random.between(0.18, 0.8)
      const index = 4 + Math.round(share * 24) * 2
      drawConifer(
        scene,
        random,
        outline[index] ?? x,
        (outline[index + 1] ?? foot) + 0.012,
        random.between(0.07, 0.15),
        0.12,
      )
    }
  }
  drawFall(scene, x, top, foot, seed)
}

function drawCrevices(
  scene: Scene,
  layer: number,
  x: number,
  side: 1 | -1,
  top: number,
  foot: number,
  wide: number,
  seed: number,
): void {
  for (let crack = 0; crack < 9; crack++) {
    const atX = x + side * (0.07 + (crack / 9) * wide * 0.85)
    const from = top + 0.07 + (crack / 9) * 0.28
    const line: number[] = []
    for (let step = 0; step <= 8; step++)
      line.push(atX + fractalAt(step * 0.5, crack, seed) * 0.02, from + (foot - from) * (step / 8))
    const rgb = scene.palette.tone(lch(0.36, 0.03, 50), 0.1, crack % 2 === 0 ? -0.5 : 0.35)
    fillPath(
      scene.surface,
      ribbon(line, (share) => 0.013 * Math.sin(share * Math.PI) + 0.002),
      flat(rgb),
      layer,
      0.42,
    )
  }
}

/** Turf on the edge of the rock. */
function drawTop(scene: Scene, outline: readonly number[], side: 1 | -1): void {
  const upper: number[] = []
  const lower: number[] = []
  for (let index = 4; index < outline.length - 2; index += 2) {
    upper.push(outline[index] ?? 0, (outline[index + 1] ?? 0) - 0.012)
    lower.unshift(
      outline[index] ?? 0,
      (outline[index + 1] ?? 0) + 0.012 + 0.016 * Math.abs(fractalAt(index * 0.7, side, 3)),
    )
  }
  const local = isSnowy(scene) ? lch(0.95, 0.01, 235) : growth(scene, 0.9)
  const layer = addLayer(scene.surface, 'plant', { angle: 0.2 })
  fillPath(scene.surface, [...upper, ...lower], flat(scene.palette.tone(local, 0.1, 0.1)), layer)
}

function drawFall(scene: Scene, x: number, top: number, foot: number, seed: number): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'fall')
  const layer = addLayer(surface, 'water', { angle: 1.57, wander: 0.08, size: 0.5, stretch: 5 })
  const line: number[] = []
  for (let step = 0; step <= 20; step++)
    line.push(x + fractalAt(step * 0.24, 1, seed) * 0.008, top - 0.012 + (foot + 0.03 - top) * (step / 20))
  const white = palette.tone(lch(0.96, 0.012, 220), 0.02, 0.3)
  const blue = palette.tone(lch(0.8, 0.045, 225), 0.05, -0.1)
  const widthAt = (share: number) => (share < 0.5 ? 0.085 + share * 0.02 : 0.105 + (share - 0.5) * 0.12)
  fillPath(surface, ribbon(line, widthAt), downward(top, foot, blue, white), layer)
  for (let strand = 0; strand < 26; strand++) {
    const part = random.between(-0.46, 0.46)
    const from = random.between(0, 0.6)
    const length = random.between(0.2, 0.5)
    const thread: number[] = []
    for (let step = 0; step <= 8; step++) {
      const share = Math.min(1, from + (length * step) / 8)
      thread.push(x + part * widthAt(share), top + (foot - top) * share)
    }
    const rgb = strand % 3 === 0 ? palette.tone(lch(0.68, 0.055, 230), 0.05, -0.2) : white
    fillPath(
      surface,
      ribbon(thread, (share) => 0.008 * Math.sin(share * Math.PI)),
      flat(rgb),
      layer,
      0.6,
    )
  }
  const spray = addLayer(surface, 'cloud', { wander: 2, size: 0.5 })
  for (let puff = 0; puff < 16; puff++) {
    const size = random.between(0.02, 0.05)
    const puffX = x + random.between(-0.12, 0.12)
    fillPath(
      surface,
      blob(random, puffX, foot + random.between(-0.03, 0.03), size * 1.5, size * 0.8, 0.2),
      mottled(flat(white), 0.03),
      spray,
      0.34,
    )
  }
}
