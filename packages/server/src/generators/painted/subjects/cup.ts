import { fillPath } from '../canvas/fill.js'
import { curve, ribbon } from '../canvas/outlines.js'
import { flat } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { hasDetail, randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure, type Figure } from './figure.js'
import { drawRing } from './wheel.js'

/** A steaming cup on its saucer, spoon beside it; a pot behind it when there is tea. */
export function drawCup(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 0.95
  const faces = scene.light.side < 0 ? 1 : -1
  const china = subject.colour
    ? namedColours[subject.colour]
    : randomFor(scene, 'cup').pick([
        lch(0.95, 0.015, 85),
        lch(0.6, 0.09, 240),
        lch(0.72, 0.09, 45),
        lch(0.78, 0.06, 165),
      ])
  if (hasDetail(scene, 'teapot')) drawPot(scene, stand, china)
  castShadow(scene, stand.x, stand.y + size * 0.02, size * 0.56, 0.42)
  const figure = startFigure(scene, { x: stand.x, y: stand.y, size, faces, distance: 0 }, 0.3)
  const glaze = figure.coat(china, 1.2)
  figure.spot(0, -0.02, 0.6, 0.13, figure.coat({ ...china, l: china.l - 0.06 }, 0.8))
  figure.spot(0, -0.04, 0.56, 0.105, figure.coat({ ...china, l: Math.min(0.96, china.l + 0.03) }, 0.6, 0.1))
  figure.spot(
    -0.05 * scene.light.side * faces,
    -0.035,
    0.34,
    0.06,
    figure.tone({ ...china, l: china.l - 0.2 }, -0.3),
    0.7,
  )
  drawRing(figure, 0.44, -0.42, 0.17, 0.1, figure.tone(china, -0.15))
  figure.body(
    [
      -0.42, -0.66, -0.42, -0.46, -0.34, -0.22, -0.2, -0.06, 0, -0.03, 0.2, -0.06, 0.34, -0.22, 0.42, -0.46, 0.42,
      -0.66, 0, -0.6,
    ],
    glaze,
  )
  figure.spot(0, -0.65, 0.42, 0.1, figure.tone({ ...china, l: Math.min(0.97, china.l + 0.06) }, 0.3))
  figure.spot(0, -0.645, 0.385, 0.082, figure.tone({ ...china, l: china.l - 0.2 }, -0.1))
  const drink = hasDetail(scene, 'teapot') ? lch(0.6, 0.11, 60) : lch(0.36, 0.06, 48)
  figure.spot(0, -0.63, 0.36, 0.064, figure.tone(drink, 0))
  figure.spot(-0.08, -0.635, 0.17, 0.026, figure.tone({ ...drink, l: drink.l + 0.22 }, 0.1), 0.75)
  figure.limb([-0.3, -0.5, -0.24, -0.28, -0.14, -0.14], [0.05, 0.06, 0.02], figure.tone(lch(0.98, 0.01, 90), 0.3), 0.4)
  const silver = figure.tone(lch(0.84, 0.015, 240), 0.1)
  figure.limb([0.32, -0.06, 0.56, -0.02, 0.8, 0.035], [0.03, 0.025, 0.035], silver)
  figure.catchLight(0.8)
  drawSteam(scene, figure)
}

function drawPot(scene: Scene, stand: Stand, china: ReturnType<typeof lch>): void {
  const size = stand.size * 1.15
  const faces = scene.focusX > scene.width / 2 ? -1 : 1
  const x = stand.x + faces * size * 0.95
  const y = stand.y - 0.02
  castShadow(scene, x, y, size * 0.4, 0.4)
  const figure = startFigure(scene, { x, y, size, faces: scene.light.side < 0 ? 1 : -1, distance: 0 }, 0.3)
  const glaze = figure.coat(china, 1.2)
  figure.limb([0.3, -0.22, 0.5, -0.36, 0.56, -0.58, 0.66, -0.66], [0.2, 0.13, 0.09, 0.07], glaze)
  drawRing(figure, -0.44, -0.4, 0.2, 0.135, figure.tone(china, -0.1))
  figure.body(
    [
      -0.24, -0.68, -0.42, -0.5, -0.44, -0.28, -0.3, -0.06, 0, 0, 0.3, -0.06, 0.44, -0.28, 0.42, -0.5, 0.24, -0.68, 0,
      -0.72,
    ],
    glaze,
  )
  figure.body([-0.25, -0.68, -0.16, -0.78, 0, -0.81, 0.16, -0.78, 0.25, -0.68, 0, -0.65], figure.coat(china, 1, 0.12))
  figure.spot(0, -0.84, 0.055, 0.05, glaze)
  figure.limb([-0.3, -0.52, -0.32, -0.34, -0.24, -0.18], [0.05, 0.07, 0.02], figure.tone(lch(0.98, 0.01, 90), 0.3), 0.4)
  figure.catchLight(0.8)
}

function drawSteam(scene: Scene, figure: Figure): void {
  const layer = addLayer(scene.surface, 'cloud', { angle: 1.57, wander: 0.6, size: 0.4 })
  const white = flat(scene.palette.tone(lch(0.98, 0.008, 90), 0, 0.2))
  const { size } = figure.pose
  const start = figure.at(0, -0.68)
  for (const [shift, tall, swing] of [
    [-0.14, 0.7, 0.1],
    [0.04, 0.95, -0.12],
    [0.18, 0.6, 0.09],
  ] as const) {
    const x = start.x + shift * size
    const line = curve(
      [
        x,
        start.y,
        x + swing * size,
        start.y - tall * size * 0.33,
        x - swing * size,
        start.y - tall * size * 0.68,
        x + swing * size * 0.6,
        start.y - tall * size,
      ],
      10,
    )
    const wisp = (scale: number, opacity: number) =>
      fillPath(
        scene.surface,
        ribbon(line, (share) => size * scale * Math.sin((share * 0.9 + 0.08) * Math.PI)),
        white,
        layer,
        opacity,
      )
    wisp(0.13, 0.16)
    wisp(0.06, 0.24)
  }
}
