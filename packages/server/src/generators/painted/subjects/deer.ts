import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure, type Figure } from './figure.js'
import { drawQuadruped, type Quadruped } from './quadruped.js'

/** A stag that has stopped to listen, head high under its antlers. */
export function drawDeer(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 1.3
  const faces = scene.light.side
  const hide = subject.colour ? namedColours[subject.colour] : lch(0.55, 0.08, 52)
  castShadow(scene, stand.x, stand.y, size * 0.62, 0.4)
  const figure = startFigure(scene, {
    x: stand.x - faces * size * 0.1,
    y: stand.y,
    size,
    faces,
    distance: stand.distance,
  })
  const pale = lch(0.88, 0.03, 75)
  drawAntler(figure, 0.06, 0.9, -0.3)
  drawQuadruped(figure, { ...animal, coat: hide })
  figure.body([-0.5, -0.92, -0.57, -0.84, -0.55, -0.7, -0.47, -0.76], figure.tone(pale, 0))
  figure.body([0.42, -0.98, 0.54, -1.08, 0.58, -1.0, 0.52, -0.76, 0.42, -0.66], figure.tone(pale, -0.2), 0.55)
  figure.body([0.5, -1.46, 0.44, -1.56, 0.34, -1.6, 0.4, -1.48], figure.coat(hide, 1, -0.15))
  figure.body([0.76, -1.31, 0.87, -1.27, 0.84, -1.23, 0.72, -1.24], figure.tone(pale, 0), 0.8)
  drawAntler(figure, 0, 1, 0.15)
  const dark = figure.tone(lch(0.18, 0.02, 40), -0.3)
  figure.spot(0.875, -1.29, 0.022, 0.02, dark)
  figure.spot(0.655, -1.43, 0.02, 0.018, dark)
  figure.catchLight()
}

function drawAntler(figure: Figure, shift: number, scale: number, facing: number): void {
  const horn = figure.tone(lch(0.62, 0.045, 70), facing)
  const beam = (points: readonly number[], widths: readonly number[]) =>
    figure.limb(
      points.map((value, index) =>
        index % 2 === 0 ? 0.56 + shift + (value - 0.56) * scale : -1.5 + (value + 1.5) * scale,
      ),
      widths,
      horn,
    )
  beam([0.56, -1.5, 0.44, -1.68, 0.42, -1.88, 0.52, -2.08], [0.05, 0.042, 0.035, 0.015])
  beam([0.51, -1.58, 0.62, -1.66, 0.7, -1.78], [0.035, 0.028, 0.012])
  beam([0.43, -1.74, 0.54, -1.8, 0.62, -1.94], [0.033, 0.028, 0.012])
  beam([0.42, -1.86, 0.34, -1.96, 0.34, -2.08], [0.03, 0.024, 0.012])
}

const animal: Omit<Quadruped, 'coat'> = {
  torso: [
    0.36, -1.0, 0.1, -0.95, -0.22, -0.96, -0.44, -0.97, -0.56, -0.84, -0.52, -0.66, -0.3, -0.62, 0, -0.56, 0.28, -0.54,
    0.44, -0.66, 0.48, -0.84,
  ],
  neck: { points: [0.34, -0.84, 0.46, -1.12, 0.56, -1.38], widths: [0.4, 0.25, 0.17] },
  head: [0.48, -1.44, 0.54, -1.53, 0.66, -1.5, 0.8, -1.37, 0.88, -1.3, 0.86, -1.24, 0.72, -1.24, 0.58, -1.28],
  tail: { points: [-0.5, -0.9, -0.58, -0.86, -0.6, -0.76], widths: [0.1, 0.09, 0.05] },
  nearLegs: [
    { points: [0.36, -0.7, 0.4, -0.42, 0.38, -0.2, 0.4, -0.03], widths: [0.2, 0.085, 0.055, 0.05] },
    { points: [-0.42, -0.76, -0.36, -0.52, -0.5, -0.34, -0.46, -0.03], widths: [0.32, 0.17, 0.065, 0.05] },
  ],
  farLegs: [
    { points: [0.3, -0.66, 0.28, -0.4, 0.24, -0.2, 0.2, -0.03], widths: [0.18, 0.08, 0.055, 0.05] },
    { points: [-0.38, -0.7, -0.22, -0.5, -0.32, -0.32, -0.24, -0.03], widths: [0.28, 0.15, 0.06, 0.05] },
  ],
  feet: { share: 0.14, local: lch(0.25, 0.02, 50), halfWidth: 0.04 },
}
