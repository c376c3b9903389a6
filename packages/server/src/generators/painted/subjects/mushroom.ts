import { addGlow } from '../canvas/fill.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { hasDetail, randomFor, shows, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure, type Figure } from './figure.js'

/** Three toadstools; somebody lives in the tallest one when a house is named too. */
export function drawMushroom(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const isHome = hasDetail(scene, 'door') || shows(scene, 'house')
  const cap = subject.colour ? namedColours[subject.colour] : lch(0.58, 0.17, 29)
  const size = stand.size * (isHome ? 1.65 : 1.25)
  const side = stand.x > scene.width / 2 ? -1 : 1
  drawOne(scene, stand.x + side * size * 0.52, stand.y - 0.006, size * 0.45, cap, 0.12, false)
  drawOne(scene, stand.x, stand.y, size, cap, -0.05, isHome)
  drawOne(scene, stand.x - side * size * 0.4, stand.y + size * 0.06, size * 0.34, cap, -0.1, false)
}

function drawOne(scene: Scene, x: number, y: number, size: number, cap: Lch, lean: number, isHome: boolean): void {
  castShadow(scene, x, y, size * 0.4, 0.4)
  const figure = startFigure(
    scene,
    { x, y, size, faces: 1, distance: 0, turn: lean },
    Math.max(0.2, Math.min(0.32, size)),
  )
  const flesh = lch(0.93, 0.03, 85)
  const wide = isHome ? 1.35 : 1
  figure.body(
    [
      -0.12 * wide,
      -0.62,
      -0.13 * wide,
      -0.3,
      -0.2 * wide,
      -0.06,
      -0.1,
      0.015,
      0.1,
      0.015,
      0.2 * wide,
      -0.06,
      0.13 * wide,
      -0.3,
      0.12 * wide,
      -0.62,
    ],
    figure.coat(flesh, 1.2),
  )
  figure.body(
    [-0.46, -0.56, -0.2, -0.6, 0.2, -0.6, 0.46, -0.56, 0.2, -0.48, -0.2, -0.48],
    figure.coat({ ...flesh, l: 0.82 }, 1, -0.25),
  )
  for (let gill = -4; gill <= 4; gill++)
    figure.limb([gill * 0.035, -0.6, gill * 0.085, -0.51], [0.008, 0.012], figure.tone({ ...flesh, l: 0.7 }, -0.3), 0.6)
  if (!isHome)
    figure.body(
      [-0.15, -0.45, -0.21, -0.36, -0.1, -0.38, 0, -0.34, 0.1, -0.38, 0.21, -0.36, 0.15, -0.45, 0, -0.47],
      figure.tone(flesh, 0),
    )
  figure.body(
    [
      -0.52, -0.52, -0.54, -0.62, -0.44, -0.82, -0.24, -0.97, 0, -1.02, 0.24, -0.97, 0.44, -0.82, 0.54, -0.62, 0.52,
      -0.52, 0.3, -0.56, 0, -0.585, -0.3, -0.56,
    ],
    figure.coat(cap, 1.25),
  )
  const random = randomFor(scene, `dots ${Math.round(size * 1000)}`)
  for (const [dotX, dotY, radius] of [
    [-0.36, -0.68, 0.055],
    [-0.16, -0.84, 0.07],
    [0.1, -0.7, 0.078],
    [0.14, -0.92, 0.05],
    [0.35, -0.74, 0.06],
    [-0.1, -0.63, 0.04],
    [0.43, -0.6, 0.035],
    [-0.3, -0.84, 0.035],
  ] as const) {
    figure.spot(
      dotX,
      dotY,
      radius * random.between(0.8, 1.1),
      radius * 0.8,
      figure.coat(flesh, 0.8, 0.15),
      1,
      -dotX * 0.9,
    )
  }
  if (isHome) drawHome(scene, figure)
  figure.catchLight()
}

function drawHome(scene: Scene, figure: Figure): void {
  const wood = lch(0.46, 0.07, 50)
  const warm = scene.palette.glow(lch(0.87, 0.12, 82))
  const isLit = scene.palette.isDark || scene.plan.time === 'golden'
  figure.body(
    [-0.1, 0.005, -0.1, -0.2, -0.06, -0.28, 0, -0.3, 0.06, -0.28, 0.1, -0.2, 0.1, 0.005],
    figure.tone({ ...wood, l: 0.34 }, -0.2),
  )
  figure.body(
    [-0.078, 0.0, -0.078, -0.19, -0.045, -0.255, 0, -0.27, 0.045, -0.255, 0.078, -0.19, 0.078, 0.0],
    figure.coat(wood, 1, 0.1),
  )
  figure.limb([0, -0.26, 0, -0.01], [0.008, 0.008], figure.tone({ ...wood, l: 0.34 }, -0.1), 0.7)
  figure.spot(0.045, -0.13, 0.013, 0.013, figure.tone(lch(0.82, 0.11, 85), 0.2))
  figure.spot(0, -0.4, 0.07, 0.065, figure.tone({ ...wood, l: 0.4 }, 0))
  figure.spot(0, -0.4, 0.052, 0.048, isLit ? warm : figure.tone(lch(0.8, 0.06, 85), 0))
  figure.limb([-0.05, -0.4, 0.05, -0.4], [0.01, 0.01], figure.tone({ ...wood, l: 0.4 }, 0))
  figure.limb([0, -0.445, 0, -0.355], [0.01, 0.01], figure.tone({ ...wood, l: 0.4 }, 0))
  figure.fill([0.22, -0.93, 0.22, -1.12, 0.32, -1.12, 0.32, -0.88], figure.coat(lch(0.56, 0.07, 40)))
  figure.fill([0.2, -1.11, 0.34, -1.11, 0.34, -1.15, 0.2, -1.15], figure.tone(lch(0.46, 0.06, 40), 0))
  if (isLit) addGlow(scene.surface, figure.at(0, -0.4), figure.pose.size * 0.4, warm, 0.45)
}
