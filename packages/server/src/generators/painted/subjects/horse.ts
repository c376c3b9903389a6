import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { hasDetail, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure } from './figure.js'
import { drawQuadruped, type Quadruped } from './quadruped.js'

/** A horse at a walk, neck arched, mane and tail in the wind. */
export function drawHorse(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 1.12
  const faces = scene.light.side
  const isUnicorn = hasDetail(scene, 'horn')
  const plain = isUnicorn ? lch(0.95, 0.012, 300) : lch(0.47, 0.085, 46)
  const hide = subject.colour ? namedColours[subject.colour] : plain
  castShadow(scene, stand.x, stand.y, size * 0.72, 0.45)
  const figure = startFigure(scene, {
    x: stand.x - faces * size * 0.1,
    y: stand.y,
    size,
    faces,
    distance: stand.distance,
  })
  const hair = isUnicorn
    ? lch(0.76, 0.09, 330)
    : hide.l > 0.8
      ? lch(0.84, 0.02, 80)
      : lch(Math.max(0.17, hide.l - 0.24), 0.03, 40)
  drawQuadruped(figure, { ...animal, coat: hide }, () => {
    figure.limb([-0.58, -0.9, -0.76, -0.86, -0.84, -0.6, -0.8, -0.3], [0.1, 0.15, 0.17, 0.03], figure.tone(hair, -0.05))
  })
  figure.fill([0.68, -1.5, 0.71, -1.64, 0.78, -1.5], figure.tone(hide, 0.1))
  figure.body([0.7, -1.5, 0.8, -1.5, 0.84, -1.4, 0.74, -1.42], figure.tone(hair, 0.1))
  figure.body(
    [
      0.72, -1.52, 0.6, -1.44, 0.46, -1.24, 0.32, -1.02, 0.3, -0.86, 0.38, -0.9, 0.46, -0.96, 0.54, -1.1, 0.64, -1.28,
      0.72, -1.4,
    ],
    figure.tone(hair, 0.05),
  )
  const dark = figure.tone(lch(0.18, 0.02, 40), -0.3)
  figure.spot(0.83, -1.37, 0.018, 0.016, dark)
  figure.spot(1.0, -1.13, 0.014, 0.012, dark, 0.8)
  if (hide.l < 0.8) figure.limb([0.89, -1.4, 0.99, -1.24], [0.03, 0.022], figure.tone(lch(0.93, 0.015, 80), 0.1), 0.9)
  if (isUnicorn)
    figure.limb([0.81, -1.46, 0.88, -1.64, 0.96, -1.86], [0.06, 0.04, 0.008], figure.tone(lch(0.84, 0.11, 88), 0.2))
  figure.catchLight()
}

const animal: Omit<Quadruped, 'coat'> = {
  torso: [
    0.4, -1.0, 0.12, -0.93, -0.22, -0.95, -0.46, -0.98, -0.6, -0.84, -0.58, -0.62, -0.34, -0.54, 0, -0.48, 0.3, -0.48,
    0.5, -0.6, 0.54, -0.8,
  ],
  neck: { points: [0.36, -0.78, 0.56, -1.1, 0.74, -1.38], widths: [0.5, 0.32, 0.2] },
  head: [
    0.66, -1.4, 0.72, -1.5, 0.82, -1.48, 0.92, -1.36, 1.04, -1.18, 1.06, -1.1, 1.0, -1.06, 0.93, -1.1, 0.84, -1.2, 0.74,
    -1.24,
  ],
  tail: { points: [-0.54, -0.94, -0.66, -0.92, -0.76, -0.84], widths: [0.12, 0.12, 0.1] },
  nearLegs: [
    { points: [0.4, -0.64, 0.52, -0.38, 0.56, -0.2, 0.62, -0.03], widths: [0.24, 0.115, 0.075, 0.075] },
    { points: [-0.44, -0.72, -0.42, -0.46, -0.6, -0.3, -0.66, -0.03], widths: [0.36, 0.19, 0.09, 0.075] },
  ],
  farLegs: [
    { points: [0.34, -0.6, 0.3, -0.36, 0.26, -0.2, 0.12, -0.05], widths: [0.2, 0.11, 0.075, 0.075] },
    { points: [-0.4, -0.66, -0.26, -0.44, -0.38, -0.28, -0.3, -0.03], widths: [0.32, 0.18, 0.09, 0.075] },
  ],
  feet: { share: 0.22, local: lch(0.24, 0.02, 50), halfWidth: 0.055 },
}
