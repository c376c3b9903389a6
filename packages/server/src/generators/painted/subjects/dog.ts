import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { shows, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure, type Figure } from './figure.js'
import { drawQuadruped, type Limb, type Quadruped } from './quadruped.js'

/** A dog that trots with its tail up and its ears down, a collar around its neck. */
export function drawDog(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const fur = subject.colour ? namedColours[subject.colour] : lch(0.66, 0.085, 62)
  const figure = begin(scene, stand, 0.8)
  const pale = { l: Math.min(0.95, fur.l + 0.2), c: fur.c * 0.35, h: fur.h }
  drawQuadruped(figure, {
    ...build,
    coat: fur,
    tail: { points: [-0.66, -0.9, -0.9, -1.08, -1.0, -1.34, -0.92, -1.54], widths: [0.16, 0.13, 0.1, 0.05] },
    neck: { points: [0.5, -0.82, 0.66, -1.06, 0.76, -1.24], widths: [0.44, 0.34, 0.3] },
    head: [
      0.62, -1.3, 0.74, -1.47, 0.92, -1.47, 1.02, -1.36, 1.24, -1.3, 1.29, -1.22, 1.24, -1.13, 1.02, -1.09, 0.84, -1.06,
      0.68, -1.12,
    ],
    feet: { share: 0.4, local: pale, halfWidth: 0.09 },
  })
  figure.body([0.56, -0.86, 0.72, -0.92, 0.74, -0.7, 0.62, -0.56, 0.5, -0.6], figure.tone(pale, -0.1), 0.85)
  figure.body(
    [1.02, -1.24, 1.24, -1.27, 1.285, -1.21, 1.23, -1.135, 1.02, -1.1, 0.96, -1.16],
    figure.tone(pale, 0.1),
    0.8,
  )
  const ear = { ...fur, l: Math.max(0.16, fur.l - 0.16) }
  figure.body([0.7, -1.45, 0.8, -1.44, 0.84, -1.26, 0.76, -1.07, 0.64, -1.08, 0.61, -1.28], figure.tone(ear, -0.15))
  figure.limb([0.5, -1.08, 0.66, -0.99, 0.82, -1.0], [0.06, 0.065, 0.06], figure.tone(lch(0.56, 0.17, 27), 0.1))
  drawFace(figure, 1.285, -1.25, 0.97, -1.34)
  figure.catchLight()
}

/** A wolf, head low, on its way; under a named moon it stops and howls. */
export function drawWolf(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const fur: Lch = subject.colour ? namedColours[subject.colour] : lch(0.56, 0.018, 260)
  const figure = begin(scene, stand, 0.92)
  const pale = { l: Math.min(0.95, fur.l + 0.22), c: fur.c * 0.6, h: fur.h }
  const howls = shows(scene, 'moon')
  const raised = (points: readonly number[]) => (howls ? turnHead(points) : points)
  const far = raised([0.98, -1.24, 1.06, -1.5, 1.14, -1.2])
  if (!howls) figure.fill(far, figure.tone({ ...fur, l: fur.l - 0.1 }, -0.3))
  drawQuadruped(figure, {
    ...build,
    coat: fur,
    tail: { points: [-0.68, -0.88, -0.9, -0.72, -1.04, -0.46, -1.1, -0.24], widths: [0.16, 0.24, 0.25, 0.05] },
    neck: howls
      ? { points: [0.44, -0.8, 0.62, -1.06, 0.76, -1.3], widths: [0.54, 0.44, 0.32] }
      : { points: [0.48, -0.8, 0.74, -0.98, 0.94, -1.1], widths: [0.52, 0.48, 0.32] },
    head: raised([
      0.8, -1.18, 0.92, -1.32, 1.08, -1.3, 1.2, -1.2, 1.42, -1.1, 1.47, -1.03, 1.42, -0.97, 1.2, -0.94, 1.02, -0.9,
      0.84, -0.96,
    ]),
    feet: { share: 0.6, local: pale, halfWidth: 0.1 },
  })
  const throat = howls
    ? [0.55, -0.84, 0.74, -1.02, 0.92, -1.2, 0.86, -0.96, 0.66, -0.6, 0.52, -0.66]
    : [0.55, -0.84, 0.8, -0.94, 0.94, -0.94, 0.78, -0.66, 0.6, -0.56, 0.52, -0.66]
  figure.body(throat, figure.tone(pale, -0.2), 0.75)
  const cheek = [1.0, -1.04, 1.2, -1.06, 1.44, -1.02, 1.4, -0.975, 1.2, -0.95, 1.02, -0.92]
  figure.body(raised(cheek), figure.tone(pale, 0.05), 0.85)
  figure.fill(raised([0.84, -1.24, 0.87, -1.58, 1.06, -1.3]), figure.tone(fur, 0.15))
  figure.fill(raised([0.9, -1.3, 0.9, -1.5, 1.0, -1.32]), figure.tone({ ...fur, l: fur.l - 0.2 }, -0.1))
  figure.body(
    [0.5, -1.0, 0.2, -0.98, -0.4, -1.0, -0.66, -0.9, -0.3, -0.88, 0.2, -0.86, 0.48, -0.9],
    figure.tone({ ...fur, l: fur.l - 0.14 }, 0.1),
    0.5,
  )
  const [noseX = 0, noseY = 0, eyeX = 0, eyeY = 0] = raised([1.465, -1.06, 1.13, -1.15])
  drawFace(figure, noseX, noseY, eyeX, eyeY)
  figure.catchLight()
}

/** Turns the head up around the nape, for a howl. */
function turnHead(points: readonly number[]): number[] {
  const [cos, sin] = [Math.cos(-0.9), Math.sin(-0.9)]
  return points.map((value, index) => {
    const x = (index % 2 === 0 ? value : (points[index - 1] ?? 0)) - 0.88
    const y = (index % 2 === 0 ? (points[index + 1] ?? 0) : value) + 1.1
    return index % 2 === 0 ? 0.74 + x * cos - y * sin : -1.34 + x * sin + y * cos
  })
}

function begin(scene: Scene, stand: Stand, scale: number): Figure {
  const faces = scene.light.side
  const size = stand.size * scale
  castShadow(scene, stand.x + faces * size * 0.05, stand.y, size * 0.92, 0.45)
  return startFigure(scene, { x: stand.x, y: stand.y, size, faces, distance: stand.distance })
}

function drawFace(figure: Figure, noseX: number, noseY: number, eyeX: number, eyeY: number): void {
  const dark = figure.tone(lch(0.2, 0.02, 50), -0.3)
  figure.spot(noseX, noseY, 0.045, 0.04, dark)
  figure.spot(eyeX, eyeY, 0.03, 0.028, dark)
}

const front: Limb = { points: [0.46, -0.7, 0.56, -0.4, 0.62, -0.04], widths: [0.3, 0.16, 0.11] }

const build: Pick<Quadruped, 'torso' | 'nearLegs' | 'farLegs'> = {
  torso: [
    0.5, -1.02, 0.2, -0.99, -0.3, -1.0, -0.58, -0.98, -0.74, -0.82, -0.66, -0.62, -0.36, -0.62, 0.1, -0.52, 0.42, -0.46,
    0.62, -0.6, 0.64, -0.86,
  ],
  nearLegs: [
    front,
    { points: [-0.54, -0.78, -0.48, -0.5, -0.7, -0.28, -0.68, -0.04], widths: [0.42, 0.26, 0.12, 0.1] },
  ],
  farLegs: [
    { points: [0.44, -0.66, 0.42, -0.36, 0.26, -0.04], widths: [0.26, 0.15, 0.11] },
    { points: [-0.5, -0.72, -0.32, -0.48, -0.44, -0.26, -0.32, -0.04], widths: [0.36, 0.22, 0.12, 0.1] },
  ],
}
