import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { startFigure, type Figure } from './figure.js'

/** A large butterfly with spread wings near the eye, a small one far behind. */
export function drawButterfly(scene: Scene, _stand: Stand, subject: NamedSubject): void {
  const random = randomFor(scene, 'butterfly')
  const wing = subject.colour
    ? namedColours[subject.colour]
    : random.pick([lch(0.7, 0.15, 55), lch(0.62, 0.12, 248), lch(0.84, 0.13, 90), lch(0.6, 0.12, 310)])
  const other: Lch = { l: Math.min(0.88, wing.l + 0.12), c: wing.c * 0.8, h: wing.h + 35 }
  drawOne(scene, scene.width - scene.focusX * 0.9, scene.height * 0.3, 0.075, other, 0.35, -0.5)
  drawOne(scene, scene.focusX, scene.height * 0.48, 0.42, wing, 0, scene.light.side * 0.38)
}

function drawOne(scene: Scene, x: number, y: number, size: number, wing: Lch, distance: number, turn: number): void {
  const figure = startFigure(scene, { x, y, size, faces: 1, distance, turn }, Math.max(0.16, size * 0.7))
  const dark: Lch = { l: Math.max(0.2, wing.l - 0.4), c: 0.04, h: wing.h - 20 }
  for (const side of [-1, 1] as const) drawWings(figure, side, wing, dark, side === scene.light.side ? 0.25 : -0.2)
  const bodyTone = figure.coat({ l: 0.28, c: 0.025, h: 55 })
  figure.limb([0, -0.2, 0, -0.08, 0, 0.1, 0, 0.26], [0.05, 0.085, 0.06, 0.025], bodyTone)
  figure.spot(0, -0.23, 0.038, 0.038, bodyTone)
  for (const side of [-1, 1]) {
    figure.limb(
      [side * 0.012, -0.25, side * 0.06, -0.4, side * 0.15, -0.5],
      [0.012, 0.01, 0.012],
      figure.tone(dark, -0.2),
    )
    figure.spot(side * 0.155, -0.505, 0.018, 0.018, figure.tone(dark, -0.2))
  }
  figure.catchLight(0.7)
}

function drawWings(figure: Figure, side: 1 | -1, wing: Lch, dark: Lch, facing: number): void {
  const mirrored = (points: readonly number[]) => points.map((value, index) => (index % 2 === 0 ? value * side : value))
  const hind = [0.02, 0.0, 0.2, 0.02, 0.44, 0.1, 0.5, 0.28, 0.38, 0.46, 0.26, 0.52, 0.14, 0.38, 0.05, 0.18]
  const fore = [
    0.02, -0.12, 0.16, -0.36, 0.42, -0.56, 0.66, -0.56, 0.68, -0.4, 0.6, -0.18, 0.46, 0.02, 0.24, 0.06, 0.04, 0.04,
  ]
  for (const [outline, centreX, centreY] of [
    [hind, 0.22, 0.18],
    [fore, 0.26, -0.2],
  ] as const) {
    const inner = outline.map((value, index) =>
      index % 2 === 0 ? centreX + (value - centreX) * 0.84 : centreY + (value - centreY) * 0.84,
    )
    const core = outline.map((value, index) =>
      index % 2 === 0 ? 0.03 + (value - 0.03) * 0.52 : (value + 0.02) * 0.52 - 0.02,
    )
    figure.body(mirrored(outline), figure.tone(dark, facing * 0.5))
    figure.body(mirrored(inner), figure.tone(wing, facing))
    figure.body(
      mirrored(core),
      figure.tone({ l: Math.min(0.94, wing.l + 0.12), c: wing.c * 0.85, h: wing.h + 22 }, facing),
      0.8,
    )
  }
  const vein = figure.tone(dark, 0)
  for (const [toX, toY] of [
    [0.6, -0.5],
    [0.58, -0.3],
    [0.44, -0.06],
    [0.42, 0.16],
    [0.32, 0.38],
    [0.18, 0.36],
  ] as const) {
    figure.limb(mirrored([0.05, -0.04, toX * 0.55, toY * 0.5, toX, toY]), [0.012, 0.009, 0.012], vein, 0.75)
  }
  const spot = figure.tone(lch(0.96, 0.02, 90), 0.1)
  for (const [atX, atY, radius] of [
    [0.64, -0.49, 0.022],
    [0.635, -0.38, 0.018],
    [0.585, -0.24, 0.016],
    [0.45, 0.3, 0.018],
    [0.36, 0.43, 0.016],
    [0.25, 0.47, 0.014],
  ] as const) {
    figure.spot(atX * side, atY, radius, radius, spot, 0.95)
  }
}
