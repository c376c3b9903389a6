import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure, type Figure } from './figure.js'
import { drawRing, drawSpokes } from './wheel.js'

/** A bicycle on its stand, flowers in the basket. */
export function drawBicycle(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 1.15
  const faces = scene.light.side
  castShadow(scene, stand.x, stand.y, size * 0.78, 0.36)
  const figure = startFigure(scene, { x: stand.x, y: stand.y, size, faces, distance: stand.distance }, 0.2)
  const enamel = subject.colour
    ? namedColours[subject.colour]
    : randomFor(scene, 'bicycle').pick([lch(0.62, 0.1, 195), lch(0.58, 0.16, 28), lch(0.56, 0.1, 250)])
  const tyre = figure.tone(lch(0.25, 0.015, 270), 0)
  const steel = figure.tone(lch(0.82, 0.012, 250), 0.1)
  const frame = figure.coat(enamel, 0.8, 0.1)
  for (const wheel of [-0.5, 0.5]) {
    drawSpokes(figure, wheel, -0.31, 0.29, 14, 0.007, steel)
    drawRing(figure, wheel, -0.31, 0.31, 0.268, tyre)
    drawRing(figure, wheel, -0.31, 0.27, 0.255, steel)
    figure.spot(wheel, -0.31, 0.035, 0.035, steel)
  }
  const tube = (points: readonly number[], width: number) =>
    figure.limb(points, points.length === 4 ? [width, width] : [width, width, width], frame)
  tube([-0.5, -0.31, -0.06, -0.27], 0.03)
  tube([-0.5, -0.31, -0.17, -0.68], 0.028)
  tube([-0.06, -0.27, -0.19, -0.76], 0.038)
  tube([-0.06, -0.27, 0.3, -0.66], 0.042)
  tube([-0.17, -0.66, 0.05, -0.62, 0.3, -0.72], 0.036)
  tube([0.28, -0.84, 0.34, -0.64], 0.042)
  tube([0.34, -0.64, 0.42, -0.46, 0.5, -0.31], 0.034)
  for (const wheel of [-0.5, 0.5]) {
    const guard: number[] = []
    for (let step = 0; step <= 4; step++) {
      const angle = Math.PI * (wheel < 0 ? 0.95 + step * 0.15 : 1.1 + step * 0.16)
      guard.push(wheel + Math.cos(angle) * 0.335, -0.31 + Math.sin(angle) * 0.335)
    }
    figure.limb(guard, [0.03, 0.034, 0.034, 0.034, 0.03], frame)
  }
  figure.limb([0.27, -0.86, 0.2, -0.9, 0.1, -0.87], [0.028, 0.028, 0.036], figure.tone(lch(0.45, 0.05, 50), 0))
  figure.body(
    [-0.34, -0.79, -0.26, -0.83, -0.1, -0.8, -0.02, -0.77, -0.1, -0.745, -0.28, -0.74],
    figure.tone(lch(0.42, 0.06, 45), 0.05),
  )
  figure.spot(-0.06, -0.27, 0.075, 0.075, steel)
  figure.limb([-0.06, -0.27, 0, -0.13], [0.02, 0.02], steel)
  figure.limb([-0.05, -0.125, 0.05, -0.125], [0.024, 0.024], tyre)
  figure.limb([-0.1, -0.27, -0.2, -0.01], [0.018, 0.016], steel)
  drawBasket(figure)
  figure.catchLight(0.8)
}

function drawBasket(figure: Figure): void {
  const blooms = [lch(0.72, 0.15, 15), lch(0.88, 0.13, 92), lch(0.94, 0.025, 90), lch(0.66, 0.11, 305)]
  for (let bloom = 0; bloom < 11; bloom++) {
    const x = 0.37 + (bloom % 4) * 0.075 + (bloom > 3 ? 0.03 : 0)
    const y = -0.87 - Math.floor(bloom / 4) * 0.05 - (bloom % 2) * 0.02
    figure.spot(x, y + 0.02, 0.05, 0.03, figure.tone(lch(0.52, 0.09, 140), -0.1), 1, bloom)
    figure.spot(x, y, 0.038, 0.036, figure.tone(blooms[bloom % 4] ?? lch(0.8, 0.1, 20), bloom % 3 === 0 ? 0.2 : 0))
  }
  figure.fill([0.33, -0.86, 0.67, -0.86, 0.63, -0.64, 0.38, -0.64], figure.coat(lch(0.68, 0.075, 70)))
  const weave = figure.tone(lch(0.5, 0.06, 60), 0)
  for (let row = 0; row < 3; row++)
    figure.limb(
      [0.35 + row * 0.012, -0.81 + row * 0.06, 0.655 - row * 0.012, -0.81 + row * 0.06],
      [0.01, 0.01],
      weave,
      0.7,
    )
  figure.limb([0.325, -0.86, 0.675, -0.86], [0.028, 0.028], weave)
}
