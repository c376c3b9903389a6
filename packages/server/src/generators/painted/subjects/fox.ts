import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure } from './figure.js'
import { drawQuadruped, type Quadruped } from './quadruped.js'

/** A fox on its way, nose forward, brush held level, white at throat and tail. */
export function drawFox(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 0.78
  const faces = scene.light.side
  const fur = subject.colour && subject.colour !== 'red' ? namedColours[subject.colour] : lch(0.63, 0.15, 47)
  castShadow(scene, stand.x - faces * size * 0.25, stand.y, size * 1.2, 0.45)
  const figure = startFigure(scene, {
    x: stand.x + faces * size * 0.2,
    y: stand.y,
    size,
    faces,
    distance: stand.distance,
  })
  const white = lch(0.95, 0.02, 80)
  const dark = lch(0.28, 0.03, 45)
  const fox = { ...animal, coat: fur }
  figure.fill([0.97, -1.36, 1.06, -1.68, 1.15, -1.34], figure.tone({ ...fur, l: fur.l - 0.12 }, -0.3))
  drawQuadruped(figure, fox, () => {
    figure.limb([-1.62, -0.6, -1.8, -0.6, -1.98, -0.68], [0.32, 0.25, 0.03], figure.tone(white, 0.1))
  })
  figure.body(
    [0.62, -0.92, 0.86, -1.1, 0.98, -1.06, 0.9, -0.8, 0.74, -0.62, 0.62, -0.6],
    figure.tone(white, -0.15),
    0.9,
  )
  figure.body([0.93, -1.14, 1.12, -1.2, 1.43, -1.12, 1.38, -1.075, 1.2, -1.03, 1.0, -1.0], figure.tone(white, 0.1))
  figure.fill([0.8, -1.32, 0.83, -1.72, 1.05, -1.4], figure.tone(fur, 0.2))
  figure.fill([0.86, -1.38, 0.85, -1.62, 0.99, -1.42], figure.tone(dark, 0))
  figure.spot(1.44, -1.125, 0.035, 0.03, figure.tone(dark, -0.3))
  figure.spot(1.15, -1.24, 0.028, 0.024, figure.tone(dark, -0.4))
  figure.catchLight()
}

const animal: Omit<Quadruped, 'coat'> = {
  torso: [
    0.62, -1.02, 0.2, -0.96, -0.3, -1.0, -0.64, -0.98, -0.82, -0.8, -0.7, -0.6, -0.3, -0.6, 0.2, -0.52, 0.55, -0.52,
    0.76, -0.66, 0.78, -0.9,
  ],
  neck: { points: [0.58, -0.8, 0.8, -1.02, 0.95, -1.18], widths: [0.46, 0.4, 0.32] },
  head: [
    0.78, -1.24, 0.9, -1.42, 1.06, -1.4, 1.22, -1.28, 1.42, -1.17, 1.46, -1.11, 1.28, -1.05, 1.05, -1.01, 0.86, -1.04,
  ],
  tail: {
    points: [-0.7, -0.86, -1.02, -0.76, -1.35, -0.64, -1.68, -0.6, -1.9, -0.66],
    widths: [0.14, 0.26, 0.37, 0.32, 0.1],
  },
  nearLegs: [
    { points: [0.56, -0.7, 0.6, -0.4, 0.68, -0.03], widths: [0.3, 0.15, 0.09] },
    { points: [-0.6, -0.78, -0.54, -0.48, -0.74, -0.26, -0.7, -0.03], widths: [0.42, 0.24, 0.1, 0.09] },
  ],
  farLegs: [
    { points: [0.5, -0.65, 0.42, -0.34, 0.26, -0.03], widths: [0.26, 0.14, 0.09] },
    { points: [-0.55, -0.72, -0.38, -0.46, -0.46, -0.24, -0.34, -0.03], widths: [0.36, 0.2, 0.1, 0.09] },
  ],
  feet: { share: 0.85, local: lch(0.3, 0.03, 45), halfWidth: 0.085 },
}
