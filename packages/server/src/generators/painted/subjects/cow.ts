import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure } from './figure.js'
import { drawQuadruped, type Quadruped } from './quadruped.js'

/** A pied cow that looks up from grazing. */
export function drawCow(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 1.02
  const faces = scene.light.side
  const isPied = !subject.colour || subject.colour === 'black' || subject.colour === 'white'
  const hide = subject.colour && !isPied ? namedColours[subject.colour] : lch(0.95, 0.015, 80)
  const patch = isPied ? lch(0.3, 0.02, 50) : { ...hide, l: Math.max(0.25, hide.l - 0.16) }
  castShadow(scene, stand.x, stand.y, size * 0.82, 0.45)
  const figure = startFigure(scene, { x: stand.x, y: stand.y, size, faces, distance: stand.distance })
  const horn = figure.tone(lch(0.84, 0.04, 85), 0.1)
  const dark = figure.tone(lch(0.2, 0.02, 40), -0.3)
  figure.limb([0.86, -1.12, 0.95, -1.2, 0.93, -1.3], [0.06, 0.045, 0.012], horn)
  drawQuadruped(figure, { ...animal, coat: hide })
  figure.body(
    [-0.42, -0.5, -0.22, -0.5, -0.22, -0.4, -0.32, -0.36, -0.42, -0.4],
    figure.tone(lch(0.82, 0.06, 20), -0.1),
  )
  const spots = figure.coat(patch, 0.9)
  figure.body([0.3, -1.0, 0.44, -0.92, 0.46, -0.74, 0.34, -0.6, 0.2, -0.66, 0.12, -0.84, 0.16, -0.96], spots)
  figure.body([-0.18, -0.985, -0.02, -0.985, 0.0, -0.86, -0.1, -0.72, -0.24, -0.7, -0.34, -0.82, -0.32, -0.95], spots)
  figure.body([-0.56, -0.97, -0.44, -0.96, -0.44, -0.8, -0.52, -0.64, -0.64, -0.66, -0.67, -0.84], spots)
  figure.body([0.72, -1.17, 0.84, -1.14, 0.9, -1.0, 0.86, -0.88, 0.76, -0.88, 0.68, -1.0], spots)
  figure.body([0.72, -1.08, 0.6, -1.12, 0.5, -1.06, 0.56, -1.0, 0.7, -1.02], figure.tone(patch, 0.1))
  figure.body(
    [0.94, -0.87, 1.06, -0.85, 1.1, -0.77, 1.05, -0.7, 0.93, -0.7, 0.88, -0.78],
    figure.tone(lch(0.8, 0.055, 25), 0),
  )
  figure.spot(1.06, -0.79, 0.016, 0.014, dark)
  figure.limb([0.76, -1.16, 0.68, -1.25, 0.72, -1.34], [0.065, 0.048, 0.012], horn)
  figure.spot(0.86, -1.01, 0.024, 0.024, figure.tone(lch(0.14, 0.02, 40), -0.4))
  figure.spot(0.866, -1.018, 0.008, 0.008, figure.tone(lch(0.95, 0.02, 80), 0.3))
  figure.body(
    [-0.73, -0.4, -0.69, -0.36, -0.7, -0.24, -0.75, -0.2, -0.79, -0.26, -0.78, -0.36],
    figure.tone(patch, -0.1),
  )
  figure.catchLight()
}

const animal: Omit<Quadruped, 'coat'> = {
  torso: [
    0.46, -1.0, 0.2, -1.0, -0.2, -0.99, -0.52, -1.0, -0.68, -0.92, -0.7, -0.66, -0.6, -0.5, -0.3, -0.46, 0.1, -0.42,
    0.4, -0.44, 0.56, -0.56, 0.58, -0.82,
  ],
  neck: { points: [0.44, -0.78, 0.62, -0.92, 0.76, -1.02], widths: [0.46, 0.36, 0.28] },
  head: [
    0.66, -1.1, 0.76, -1.18, 0.88, -1.12, 0.96, -0.96, 1.08, -0.84, 1.1, -0.75, 1.02, -0.69, 0.9, -0.72, 0.78, -0.82,
    0.68, -0.92,
  ],
  tail: { points: [-0.66, -0.94, -0.76, -0.8, -0.75, -0.54, -0.74, -0.34], widths: [0.07, 0.055, 0.045, 0.05] },
  nearLegs: [
    { points: [0.4, -0.6, 0.41, -0.34, 0.4, -0.03], widths: [0.3, 0.15, 0.105] },
    { points: [-0.54, -0.66, -0.52, -0.4, -0.58, -0.24, -0.56, -0.03], widths: [0.34, 0.2, 0.12, 0.105] },
  ],
  farLegs: [
    { points: [0.3, -0.56, 0.29, -0.32, 0.24, -0.03], widths: [0.26, 0.14, 0.1] },
    { points: [-0.44, -0.6, -0.36, -0.4, -0.42, -0.24, -0.36, -0.03], widths: [0.3, 0.18, 0.12, 0.1] },
  ],
  feet: { share: 0.2, local: lch(0.32, 0.02, 50), halfWidth: 0.075 },
}
