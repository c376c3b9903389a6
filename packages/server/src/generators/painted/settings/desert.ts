import { fillPath } from '../canvas/fill.js'
import { roughen } from '../canvas/outlines.js'
import { across } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { hasDetail, randomFor, type Scene } from '../scene.js'
import { castShadow } from '../subjects/cast-shadow.js'
import { startFigure } from '../subjects/figure.js'
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

/** Tall ones with raised arms, the nearest in bloom. */
function drawCacti(scene: Scene, random: Random): void {
  const depth = scene.height - scene.horizon
  for (let index = 0; index < 5; index++) {
    const isNear = index === 4
    const share = 0.58 + index * 0.03
    const x = isNear ? scene.width - scene.focusX : scene.width * ((index + random.between(0.2, 0.8)) / 4)
    const y = isNear ? scene.height * 0.92 : scene.horizon + depth * share
    drawCactus(scene, x, y, isNear ? 0.4 : random.between(0.07, 0.13), isNear ? 0 : 0.14)
  }
}

function drawCactus(scene: Scene, x: number, y: number, size: number, distance: number): void {
  castShadow(scene, x, y, size * 0.26, 0.4)
  const figure = startFigure(scene, { x, y, size, faces: 1, distance }, Math.max(0.16, size * 0.8))
  const flesh = lch(0.53, 0.075, 150)
  const skin = figure.coat(flesh, 1.2)
  const parts = [
    { points: [0, -0.07, 0, -0.4, 0, -0.92], widths: [0.17, 0.2, 0.17] },
    { points: [0, -0.34, -0.2, -0.36, -0.26, -0.46, -0.26, -0.66], widths: [0.11, 0.125, 0.125, 0.115] },
    { points: [0, -0.48, 0.18, -0.5, 0.25, -0.6, 0.25, -0.84], widths: [0.11, 0.12, 0.12, 0.11] },
  ]
  for (const { points, widths } of parts) figure.limb(points, widths, skin)
  const groove = figure.tone({ ...flesh, l: flesh.l - 0.16 }, -0.2)
  for (const rib of [-0.055, 0, 0.055])
    figure.limb([rib, -0.02, rib * 1.1, -0.4, rib * 0.8, -0.94], [0.008, 0.012, 0.006], groove, 0.7)
  figure.limb([-0.26, -0.44, -0.26, -0.66], [0.01, 0.008], groove, 0.7)
  figure.limb([0.25, -0.6, 0.25, -0.84], [0.01, 0.008], groove, 0.7)
  if (size > 0.2) {
    for (const [bloomX, bloomY] of [
      [-0.04, -1.0],
      [0.05, -0.99],
      [-0.26, -0.73],
      [0.25, -0.9],
    ] as const) {
      figure.spot(bloomX, bloomY, 0.034, 0.026, figure.tone(lch(0.7, 0.15, 5), 0.1))
      figure.spot(bloomX, bloomY - 0.008, 0.014, 0.011, figure.tone(lch(0.88, 0.12, 90), 0.2))
    }
  }
  figure.catchLight()
}
