import { fillPath } from '../canvas/fill.js'
import { blob } from '../canvas/outlines.js'
import { round } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, shows, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { startFigure, type Figure } from './figure.js'
import { drawRing, drawSpokes } from './wheel.js'

/** A steam train with two carriages; its smoke trails behind it. */
export function drawTrain(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const isOnBridge = shows(scene, 'bridge')
  const size = stand.size * (isOnBridge ? 0.62 : 0.74)
  const faces = scene.focusX > scene.width / 2 ? -1 : 1
  const x = scene.width / 2 + faces * size * (isOnBridge ? 1.0 : 0.95)
  const paint = subject.colour ? namedColours[subject.colour] : lch(0.42, 0.09, 155)
  drawSmoke(scene, x + faces * size * 0.72, stand.y - size * 1.02, size, faces)
  const figure = startFigure(scene, { x, y: stand.y, size, faces, distance: stand.distance }, 0.22)
  const iron = lch(0.27, 0.02, 260)
  const dark = figure.tone(iron, -0.3)
  if (!isOnBridge) figure.fill([-9, -0.012, 9, -0.012, 9, 0.035, -9, 0.035], figure.tone(lch(0.4, 0.03, 50), 0))
  for (let carriage = 0; carriage < 3; carriage++)
    drawCarriage(scene, figure, -0.92 - carriage * 1.12, lch(0.55, 0.13, 30))
  figure.fill([-0.42, -0.2, 0.95, -0.2, 0.95, -0.13, -0.42, -0.13], dark)
  figure.fill([-0.4, -0.78, 0.06, -0.78, 0.06, -0.18, -0.4, -0.18], figure.coat(paint))
  figure.fill([-0.46, -0.8, -0.44, -0.86, 0.1, -0.86, 0.12, -0.8], dark)
  figure.fill([-0.28, -0.7, -0.06, -0.7, -0.06, -0.5, -0.28, -0.5], windowTone(scene, figure))
  figure.fill([0.04, -0.62, 0.86, -0.62, 0.9, -0.56, 0.9, -0.26, 0.86, -0.2, 0.04, -0.2], figure.coat(paint, 1.2))
  for (const band of [0.2, 0.45, 0.7])
    figure.fill(
      [band, -0.62, band + 0.025, -0.62, band + 0.025, -0.2, band, -0.2],
      figure.tone(lch(0.8, 0.11, 85), 0.05),
      0.85,
    )
  figure.body([0.8, -0.62, 0.92, -0.58, 0.95, -0.41, 0.92, -0.24, 0.8, -0.2], figure.coat(iron, 1, 0.15))
  figure.fill([0.65, -0.6, 0.66, -0.86, 0.61, -0.96, 0.83, -0.96, 0.78, -0.86, 0.79, -0.6], figure.coat(iron, 1, 0.1))
  figure.body([0.3, -0.6, 0.31, -0.72, 0.385, -0.77, 0.46, -0.72, 0.47, -0.6], figure.coat(lch(0.76, 0.1, 82)))
  figure.fill([0.93, -0.2, 1.14, -0.01, 0.86, -0.01, 0.86, -0.2], figure.tone(lch(0.52, 0.15, 28), 0))
  figure.spot(0.96, -0.5, 0.05, 0.06, scene.palette.glow(lch(0.92, 0.09, 90)))
  for (const [wheelX, radius] of [
    [-0.24, 0.17],
    [0.14, 0.17],
    [0.52, 0.17],
    [0.82, 0.1],
  ] as const) {
    figure.spot(wheelX, -radius, radius, radius, dark)
    drawRing(figure, wheelX, -radius, radius * 0.86, radius * 0.7, figure.tone(lch(0.56, 0.15, 28), 0.05))
    drawSpokes(figure, wheelX, -radius, radius * 0.75, 6, radius * 0.12, figure.tone(lch(0.56, 0.15, 28), -0.1))
  }
  figure.limb([-0.24, -0.15, 0.14, -0.15, 0.52, -0.15], [0.035, 0.035, 0.035], figure.tone(lch(0.72, 0.02, 250), 0.1))
  figure.catchLight()
}

function windowTone(scene: Scene, figure: Figure): ReturnType<Figure['tone']> {
  return scene.palette.isDark ? scene.palette.glow(lch(0.87, 0.11, 82)) : figure.tone(lch(0.86, 0.04, 225), 0)
}

function drawCarriage(scene: Scene, figure: Figure, x: number, local: Lch): void {
  const dark = figure.tone(lch(0.27, 0.02, 260), -0.3)
  figure.fill([x + 0.4, -0.2, x + 0.62, -0.2, x + 0.62, -0.15, x + 0.4, -0.15], dark)
  figure.fill([x - 0.5, -0.72, x + 0.48, -0.72, x + 0.48, -0.16, x - 0.5, -0.16], figure.coat(local))
  figure.fill([x - 0.54, -0.7, x - 0.5, -0.78, x + 0.48, -0.78, x + 0.52, -0.7], figure.tone(lch(0.4, 0.02, 260), 0.1))
  figure.fill([x - 0.5, -0.36, x + 0.48, -0.36, x + 0.48, -0.325, x - 0.5, -0.325], figure.tone(lch(0.9, 0.05, 85), 0))
  for (let pane = 0; pane < 4; pane++) {
    const left = x - 0.42 + pane * 0.225
    figure.fill([left, -0.63, left + 0.15, -0.63, left + 0.15, -0.43, left, -0.43], windowTone(scene, figure))
  }
  for (const wheel of [-0.34, -0.12, 0.12, 0.34]) {
    figure.spot(x + wheel, -0.085, 0.085, 0.085, dark)
    figure.spot(x + wheel, -0.085, 0.04, 0.04, figure.tone(lch(0.6, 0.02, 250), 0))
  }
}

function drawSmoke(scene: Scene, x: number, y: number, size: number, faces: 1 | -1): void {
  const random = randomFor(scene, 'smoke')
  const layer = addLayer(scene.surface, 'cloud', { size: 0.35, wander: 2, stretch: 1.4 })
  for (let puff = 11; puff >= 0; puff--) {
    const share = puff / 11
    const puffX = x - faces * size * (share ** 1.2 * 2.6) + random.between(-0.03, 0.03) * size
    const puffY = y - size * (0.05 + Math.sqrt(share) * 0.5) + random.between(-0.06, 0.06) * size
    const radius = size * (0.09 + share * 0.2)
    const lit = scene.palette.tone(lch(0.95, 0.012, 80), 0.1 + share * 0.45, 0.25)
    const shade = scene.palette.tone(lch(0.78, 0.015, 270), 0.15 + share * 0.5, -0.15)
    const paint = round(puffX + scene.light.side * radius * 0.5, puffY - radius * 0.6, radius * 1.8, lit, shade)
    fillPath(scene.surface, blob(random, puffX, puffY, radius * 1.15, radius, 0.16), paint, layer, 0.92 - share * 0.45)
  }
}
