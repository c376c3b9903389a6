import { fillPath } from '../canvas/fill.js'
import { ribbon, roughen } from '../canvas/outlines.js'
import { across } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { hasDetail, randomFor, type Scene } from '../scene.js'
import { drawDunes } from './dunes.js'
import type { Ground } from './setting.js'

/** Dunes with knife-sharp crests, one flank in the light and one in shade, and table mountains far off. */
export function drawDesert(scene: Scene): Ground {
  const random = randomFor(scene, 'desert')
  if (random.chance(0.45)) drawMesas(scene, random)
  drawDunes(scene, random)
  if (hasDetail(scene, 'cactus')) drawCacti(scene, random)
  return {
    stand: {
      x: scene.focusX,
      y: scene.horizon + (scene.height - scene.horizon) * 0.66,
      size: 0.22,
      ground: 'land',
      distance: 0.03,
    },
  }
}

function drawMesas(scene: Scene, random: Random): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'far', { angle: 1.5, size: 0.5 })
  for (let index = 0; index < 3; index++) {
    const x = scene.width * random.between(0.05, 0.95)
    const half = random.between(0.05, 0.12)
    const height = random.between(0.04, 0.085)
    const seed = random.below(1e6)
    const foot = scene.horizon + 0.02
    const path = [
      x - half * 1.35,
      foot,
      x - half,
      foot - height * 0.5,
      x - half * 0.92,
      foot - height,
      x + half * 0.9,
      foot - height * 0.97,
      x + half,
      foot - height * 0.45,
      x + half * 1.4,
      foot,
    ]
    const [lit, shade] = [palette.tone(lch(0.6, 0.08, 42), 0.55, 0.2), palette.tone(lch(0.5, 0.07, 30), 0.5, -0.25)]
    const [from, to] = scene.light.side < 0 ? [lit, shade] : [shade, lit]
    fillPath(surface, roughen(path, 0.004, seed), across(x - half, x + half, from, to), layer)
  }
}

function drawCacti(scene: Scene, random: Random): void {
  const { surface, palette, light } = scene
  for (let index = 0; index < 4; index++) {
    const isNear = index === 3
    const x = isNear ? scene.width - scene.focusX : scene.width * random.between(0.06, 0.94)
    const y = isNear ? scene.height * 0.9 : scene.horizon + (scene.height - scene.horizon) * random.between(0.2, 0.5)
    const size = isNear ? 0.3 : random.between(0.06, 0.1)
    const layer = addLayer(surface, 'thing', { angle: 1.57, size: 0.35 })
    const local = lch(0.5, 0.07, 145)
    const paint = across(
      x - size * 0.12,
      x + size * 0.12,
      palette.tone(local, 0.1, -0.4 * light.side),
      palette.tone(local, 0.1, 0.4 * light.side),
    )
    const limb = (line: readonly number[], wide: number) =>
      fillPath(
        surface,
        ribbon(line, (share) => wide * Math.min(1, (1.02 - share) * 7)),
        paint,
        layer,
      )
    limb([x, y, x, y - size * 0.5, x, y - size * 0.8, x, y - size], size * 0.15)
    for (const side of [-1, 1] as const) {
      const start = y - size * (side < 0 ? 0.36 : 0.5)
      limb(
        [
          x,
          start,
          x + side * size * 0.17,
          start - size * 0.01,
          x + side * size * 0.21,
          start - size * 0.1,
          x + side * size * 0.21,
          start - size * 0.3,
        ],
        size * 0.1,
      )
    }
  }
}
