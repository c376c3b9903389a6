import { fillPath } from '../canvas/fill.js'
import { curve, ellipse } from '../canvas/outlines.js'
import { flat } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { drawLimb } from '../greenery.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import { foliage, isSnowy } from '../seasons.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { startFigure, type Figure } from './figure.js'

/** An owl on a branch that looks out of the picture with wide eyes. */
export function drawOwl(scene: Scene, _stand: Stand, subject: NamedSubject): void {
  const { x, y } = { x: scene.focusX, y: scene.height * 0.62 }
  const size = 0.4
  drawPerch(scene, x, y)
  const plumage = subject.colour
    ? namedColours[subject.colour]
    : isSnowy(scene)
      ? lch(0.92, 0.015, 80)
      : lch(scene.palette.isDark ? 0.68 : 0.55, 0.06, 60)
  const figure = startFigure(scene, { x, y, size, faces: 1, distance: 0 }, 0.28)
  const pale = { l: Math.min(0.94, plumage.l + 0.24), c: plumage.c * 0.6, h: 78 }
  const dark = { ...plumage, l: Math.max(0.2, plumage.l - 0.2) }
  figure.body([-0.12, 0.02, -0.1, 0.3, 0, 0.34, 0.1, 0.3, 0.12, 0.02], figure.tone(dark, -0.3))
  figure.body(
    [
      -0.24, -0.9, -0.29, -0.7, -0.27, -0.5, -0.31, -0.28, -0.22, 0, 0, 0.08, 0.22, 0, 0.31, -0.28, 0.27, -0.5, 0.29,
      -0.7, 0.24, -0.9, 0, -0.96,
    ],
    figure.coat(plumage),
  )
  for (const side of [-1, 1])
    figure.fill([side * 0.06, -0.92, side * 0.29, -1.08, side * 0.285, -0.78], figure.tone(plumage, 0.1))
  figure.body(
    [-0.17, -0.5, -0.19, -0.24, -0.1, 0.0, 0, 0.04, 0.1, 0.0, 0.19, -0.24, 0.17, -0.5, 0, -0.56],
    figure.coat(pale, 0.8),
  )
  drawFeathers(figure, figure.tone(dark, 0))
  for (const side of [-1, 1]) {
    figure.body(
      [
        side * 0.26,
        -0.52,
        side * 0.34,
        -0.3,
        side * 0.27,
        -0.02,
        side * 0.17,
        0.1,
        side * 0.16,
        -0.14,
        side * 0.19,
        -0.4,
      ],
      figure.coat(dark, 1, side === scene.light.side ? 0.2 : -0.1),
    )
  }
  drawFace(figure, pale, dark)
  for (const side of [-1, 1]) {
    for (let toe = -1; toe <= 1; toe++)
      figure.spot(side * 0.09 + toe * 0.032, 0.05, 0.018, 0.036, figure.tone(lch(0.72, 0.09, 75), -0.1))
  }
  figure.catchLight(1.1)
}

function drawFace(figure: Figure, pale: ReturnType<typeof lch>, dark: ReturnType<typeof lch>): void {
  for (const side of [-1, 1]) {
    figure.spot(side * 0.128, -0.72, 0.15, 0.165, figure.tone(dark, 0.05), 1, side * 0.25)
    figure.spot(side * 0.125, -0.72, 0.132, 0.147, figure.coat(pale, 0.6, 0.1), 1, side * 0.25)
    figure.spot(side * 0.115, -0.725, 0.078, 0.08, figure.tone(lch(0.82, 0.14, 82), 0.15))
    figure.spot(side * 0.11, -0.725, 0.047, 0.05, figure.tone(lch(0.16, 0.02, 280), -0.2))
    figure.spot(side * 0.11 + 0.016, -0.745, 0.014, 0.014, figure.tone(lch(0.98, 0.01, 90), 0.4))
  }
  figure.body([0, -0.68, 0.035, -0.64, 0, -0.55, -0.035, -0.64], figure.tone(lch(0.62, 0.08, 70), 0))
  figure.fill([0, -0.84, 0.05, -0.93, -0.05, -0.93], figure.tone(dark, 0.1))
}

/** Small marks in rows on the breast. */
function drawFeathers(figure: Figure, paint: ReturnType<Figure['tone']>): void {
  for (let row = 0; row < 6; row++) {
    for (let column = 0; column < 4; column++) {
      const across = (column - 1.5 + (row % 2) * 0.5) * 0.075
      const down = -0.44 + row * 0.075
      if (Math.abs(across) < 0.15)
        figure.body([across - 0.02, down, across, down + 0.035, across + 0.02, down], paint, 0.7)
    }
  }
}

function drawPerch(scene: Scene, x: number, y: number): void {
  const random = randomFor(scene, 'perch')
  const edge = scene.focusX > scene.width / 2 ? 1 : -1
  const startX = edge > 0 ? scene.width + 0.06 : -0.06
  const bark = lch(scene.palette.isDark ? 0.62 : 0.42, 0.04, 50)
  const branch = addLayer(scene.surface, 'thing', { angle: 0.1, size: 0.34 })
  drawLimb(
    scene,
    branch,
    curve([startX, y + 0.09, (startX + x) / 2, y + 0.05, x, y + 0.028, x - edge * 0.24, y - 0.01], 10),
    0.05,
    0.012,
    bark,
  )
  drawLimb(
    scene,
    branch,
    curve([x - edge * 0.12, y + 0.015, x - edge * 0.2, y + 0.05, x - edge * 0.29, y + 0.06], 8),
    0.016,
    0.004,
    bark,
  )
  if (isSnowy(scene)) return
  const leaves = addLayer(scene.surface, 'plant', { size: 0.28 })
  for (let index = 0; index < 14; index++) {
    const leafX = x - edge * random.between(0.16, 0.31)
    const leafY = y + random.between(-0.05, 0.09)
    const rgb = scene.palette.tone(foliage(scene, random), 0, random.between(-0.4, 0.3))
    fillPath(scene.surface, ellipse(leafX, leafY, 0.028, 0.012, random.between(-1.2, 1.2), 18), flat(rgb), leaves)
  }
}
