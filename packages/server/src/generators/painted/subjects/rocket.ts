import { addGlow, fillPath } from '../canvas/fill.js'
import { blob } from '../canvas/outlines.js'
import { round } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { startFigure } from './figure.js'

/** A rocket of the kind that children draw, on its way up on a trail of smoke. */
export function drawRocket(scene: Scene, _stand: Stand, subject: NamedSubject): void {
  const faces = scene.focusX > scene.width / 2 ? 1 : -1
  const turn = 0.42
  const x = scene.focusX
  const y = scene.height * 0.4
  const size = 0.36
  drawTrail(scene, x, y, size, faces)
  const figure = startFigure(scene, { x, y, size, faces, distance: 0, turn }, 0.24)
  const paint = subject.colour ? namedColours[subject.colour] : lch(0.58, 0.17, 28)
  const hull = figure.coat(lch(0.93, 0.015, 85), 1.3)
  const fin = figure.coat(paint, 1.1)
  const flame = scene.palette.glow(lch(0.76, 0.16, 55))
  addGlow(scene.surface, figure.at(0, 0.7), size * 0.7, flame, 0.55)
  figure.body([-0.1, 0.42, -0.13, 0.58, -0.03, 0.8, 0, 0.95, 0.03, 0.8, 0.13, 0.58, 0.1, 0.42], flame)
  figure.body([-0.055, 0.42, -0.065, 0.54, 0, 0.72, 0.065, 0.54, 0.055, 0.42], scene.palette.glow(lch(0.93, 0.1, 95)))
  for (const side of [-1, 1])
    figure.body([side * 0.17, 0.02, side * 0.34, 0.26, side * 0.36, 0.52, side * 0.28, 0.46, side * 0.13, 0.36], fin)
  figure.fill([-0.11, 0.34, 0.11, 0.34, 0.14, 0.45, -0.14, 0.45], figure.tone(lch(0.4, 0.02, 260), 0))
  figure.body(
    [
      0, -0.66, 0.1, -0.5, 0.18, -0.26, 0.2, 0, 0.15, 0.28, 0.11, 0.38, -0.11, 0.38, -0.15, 0.28, -0.2, 0, -0.18, -0.26,
      -0.1, -0.5,
    ],
    hull,
  )
  figure.body([0, -0.67, 0.06, -0.59, 0.135, -0.4, 0, -0.375, -0.135, -0.4, -0.06, -0.59], fin)
  figure.limb([-0.165, 0.22, 0, 0.245, 0.165, 0.22], [0.035, 0.035, 0.035], figure.tone(paint, 0))
  figure.spot(0, -0.14, 0.105, 0.105, figure.tone(lch(0.6, 0.02, 250), 0))
  figure.spot(
    0,
    -0.14,
    0.078,
    0.078,
    scene.palette.isDark ? scene.palette.glow(lch(0.82, 0.09, 85)) : figure.tone(lch(0.66, 0.09, 230), 0),
  )
  figure.spot(0.025, -0.165, 0.024, 0.018, figure.tone(lch(0.97, 0.01, 90), 0.3), 0.9)
  figure.body([-0.022, 0.05, 0.022, 0.05, 0.03, 0.36, 0, 0.5, -0.03, 0.36], fin)
  figure.catchLight(1.1)
}

function drawTrail(scene: Scene, x: number, y: number, size: number, faces: 1 | -1): void {
  const random = randomFor(scene, 'trail')
  const layer = addLayer(scene.surface, 'cloud', { size: 0.4, wander: 2, stretch: 1.3 })
  for (let puff = 15; puff >= 0; puff--) {
    const share = puff / 15
    const away = size * (0.85 + share * 2.1)
    const puffX = x - faces * Math.sin(0.42) * away + random.between(-0.04, 0.04) * (0.4 + share)
    const puffY = y + Math.cos(0.42) * away
    const radius = size * (0.07 + share * 0.24) * random.between(0.85, 1.2)
    const lit = scene.palette.tone(lch(0.94, 0.02, 70), 0.15, 0.25 - share * 0.2)
    const shade = scene.palette.tone(lch(0.7, 0.03, 290), 0.2, -0.2)
    const paint = round(puffX + scene.light.side * radius * 0.5, puffY - radius * 0.6, radius * 1.9, lit, shade)
    fillPath(scene.surface, blob(random, puffX, puffY, radius * 1.1, radius, 0.16), paint, layer, 0.9 - share * 0.25)
  }
}
