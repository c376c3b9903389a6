import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import { isSnowy } from '../seasons.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure } from './figure.js'
import { drawQuadruped, type Quadruped } from './quadruped.js'

/** A bear on all fours, heavy in the shoulder; a white one where snow lies. */
export function drawBear(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 1.12
  const faces = scene.light.side
  const plain = isSnowy(scene) ? lch(0.93, 0.02, 85) : lch(0.42, 0.06, 50)
  const fur = subject.colour ? namedColours[subject.colour] : plain
  castShadow(scene, stand.x, stand.y, size * 0.86, 0.45)
  const figure = startFigure(scene, { x: stand.x, y: stand.y, size, faces, distance: stand.distance })
  const dark = figure.tone(lch(0.2, 0.02, 40), -0.3)
  figure.spot(0.9, -1.13, 0.075, 0.08, figure.tone({ ...fur, l: fur.l - 0.1 }, -0.2))
  drawQuadruped(figure, {
    ...animal,
    coat: fur,
    feet: { ...animal.feet, local: { l: fur.l - 0.1, c: fur.c * 0.6, h: fur.h } },
  })
  figure.spot(0.7, -1.15, 0.085, 0.09, figure.coat(fur))
  figure.spot(0.705, -1.145, 0.045, 0.05, figure.tone({ ...fur, l: fur.l - 0.12 }, -0.1))
  const muzzle = { l: Math.min(0.95, fur.l + 0.16), c: fur.c, h: fur.h + 12 }
  figure.body([0.98, -0.93, 1.1, -0.93, 1.21, -0.87, 1.22, -0.79, 1.1, -0.74, 0.98, -0.76], figure.tone(muzzle, 0))
  figure.spot(1.205, -0.87, 0.05, 0.04, dark)
  figure.spot(0.95, -0.96, 0.027, 0.026, dark)
  figure.catchLight()
}

const animal: Omit<Quadruped, 'coat'> = {
  torso: [
    0.5, -1.06, 0.28, -1.14, 0.02, -1.02, -0.3, -1.04, -0.62, -0.98, -0.8, -0.74, -0.74, -0.46, -0.4, -0.36, 0.1, -0.34,
    0.48, -0.38, 0.68, -0.58, 0.68, -0.86,
  ],
  neck: { points: [0.44, -0.8, 0.64, -0.88, 0.8, -0.92], widths: [0.6, 0.5, 0.42] },
  head: [
    0.64, -1.06, 0.76, -1.14, 0.92, -1.11, 1.02, -0.98, 1.2, -0.91, 1.24, -0.82, 1.14, -0.73, 0.98, -0.71, 0.82, -0.68,
    0.66, -0.74,
  ],
  tail: { points: [-0.74, -0.82, -0.82, -0.78], widths: [0.12, 0.1] },
  nearLegs: [
    { points: [0.44, -0.64, 0.5, -0.34, 0.54, -0.06], widths: [0.42, 0.28, 0.21] },
    { points: [-0.52, -0.66, -0.5, -0.36, -0.58, -0.06], widths: [0.5, 0.32, 0.21] },
  ],
  farLegs: [
    { points: [0.34, -0.56, 0.24, -0.3, 0.16, -0.06], widths: [0.36, 0.26, 0.2] },
    { points: [-0.44, -0.56, -0.28, -0.32, -0.22, -0.06], widths: [0.42, 0.28, 0.2] },
  ],
  feet: { share: 0.16, local: lch(0.3, 0.03, 45), halfWidth: 0.14 },
}
