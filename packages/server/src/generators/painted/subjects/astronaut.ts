import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure, type Figure } from './figure.js'

/** An astronaut who waves; without ground under the feet it floats on its line. */
export function drawAstronaut(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const floats = stand.ground === 'void' || stand.ground === 'water' || stand.ground === 'deep'
  const size = stand.size * (floats ? 0.95 : 1.5)
  const suit = subject.colour ? namedColours[subject.colour] : lch(0.94, 0.012, 240)
  const faces = stand.x > scene.width / 2 ? -1 : 1
  if (!floats) castShadow(scene, stand.x, stand.y, size * 0.24, 0.5)
  const pose = {
    x: stand.x,
    y: stand.y + (floats ? size * 0.5 : 0),
    size,
    faces,
    distance: 0,
    turn: floats ? 0.22 : 0,
  } as const
  const figure = startFigure(scene, pose, 0.26)
  const cloth = figure.coat(suit, 1.15)
  const seam = figure.tone({ l: suit.l - 0.28, c: 0.02, h: 250 }, -0.1)
  const accent = figure.tone(lch(0.62, 0.17, 38), 0.1)
  if (floats)
    figure.limb(
      [-0.12, -0.5, -0.5, -0.7, -0.72, -0.42, -1.1, -0.5, -1.6, -0.9],
      [0.02, 0.02, 0.018, 0.014, 0.008],
      seam,
    )
  figure.body(
    [-0.2, -0.76, -0.21, -0.42, -0.14, -0.4, 0.16, -0.4, 0.2, -0.46, 0.19, -0.76],
    figure.coat({ ...suit, l: suit.l - 0.2 }, 1, -0.1),
  )
  const legs = floats
    ? [
        [-0.08, -0.38, -0.12, -0.2, -0.2, -0.02],
        [0.08, -0.38, 0.16, -0.24, 0.12, -0.03],
      ]
    : [
        [-0.08, -0.38, -0.1, -0.2, -0.11, -0.05],
        [0.08, -0.38, 0.11, -0.2, 0.13, -0.05],
      ]
  for (const leg of legs) {
    figure.limb(leg, [0.16, 0.135, 0.12], cloth)
    const [footX = 0, footY = 0] = leg.slice(-2)
    figure.limb(
      [footX - 0.015, footY + 0.015, footX + 0.045, footY + 0.02],
      [0.1, 0.085],
      figure.tone({ ...suit, l: suit.l - 0.26 }, 0),
    )
    figure.limb([footX - 0.06, footY - 0.06, footX + 0.06, footY - 0.06], [0.018, 0.018], seam, 0.8)
  }
  figure.limb([-0.15, -0.68, -0.25, -0.55, -0.22, -0.4], [0.13, 0.115, 0.1], cloth)
  figure.spot(-0.215, -0.37, 0.052, 0.056, seam)
  figure.body(
    [-0.15, -0.74, -0.17, -0.5, -0.14, -0.36, 0, -0.33, 0.14, -0.36, 0.17, -0.5, 0.15, -0.74, 0, -0.78],
    cloth,
  )
  figure.limb([0.15, -0.68, 0.29, -0.7, 0.34, -0.88], [0.13, 0.115, 0.095], cloth)
  figure.spot(0.345, -0.93, 0.05, 0.056, seam)
  figure.limb([0.295, -0.84, 0.38, -0.82], [0.02, 0.02], accent)
  figure.limb([-0.28, -0.44, -0.17, -0.44], [0.02, 0.02], accent)
  figure.limb([-0.15, -0.4, 0, -0.375, 0.15, -0.4], [0.022, 0.022, 0.022], seam)
  figure.fill([-0.08, -0.64, 0.08, -0.64, 0.08, -0.5, -0.08, -0.5], seam)
  figure.spot(-0.04, -0.59, 0.016, 0.016, accent)
  figure.spot(0.01, -0.59, 0.016, 0.016, figure.tone(lch(0.82, 0.13, 90), 0.2))
  figure.limb([-0.045, -0.54, 0.045, -0.54], [0.012, 0.012], figure.tone(lch(0.7, 0.1, 210), 0.2))
  drawHelmet(scene, figure, cloth)
  figure.catchLight(1.2)
}

function drawHelmet(scene: Scene, figure: Figure, cloth: ReturnType<Figure['coat']>): void {
  figure.spot(0, -0.88, 0.165, 0.16, cloth)
  const gold = figure.tone(lch(0.74, 0.12, 75), 0.2)
  const night = figure.tone(lch(0.24, 0.06, 270), -0.3)
  figure.spot(0.025, -0.885, 0.125, 0.11, figure.tone(lch(0.5, 0.02, 260), 0))
  const centre = figure.at(0.025, -0.885)
  const size = figure.pose.size
  figure.spot(0.025, -0.885, 0.113, 0.099, (x, y, out) => {
    const u = (x - centre.x) / size / 0.11
    const v = (y - centre.y) / size / 0.1
    const share = Math.min(1, Math.max(0, 0.45 + v * 0.75 - u * scene.light.side * 0.35))
    for (let channel = 0; channel < 3; channel++)
      out[channel] = (night[channel] ?? 0) * (1 - share) + (gold[channel] ?? 0) * share
  })
  figure.spot(
    0.025 + 0.05 * scene.light.side * figure.pose.faces,
    -0.925,
    0.03,
    0.016,
    figure.tone(lch(0.97, 0.02, 90), 0.4),
    0.9,
    -0.5,
  )
}
