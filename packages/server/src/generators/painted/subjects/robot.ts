import { addGlow } from '../canvas/fill.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure, type Figure } from './figure.js'

/** A friendly old robot with bright eyes that holds a flower. */
export function drawRobot(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 1.35
  const faces = stand.x > scene.width / 2 ? -1 : 1
  castShadow(scene, stand.x, stand.y, size * 0.28, 0.45)
  const figure = startFigure(scene, { x: stand.x, y: stand.y, size, faces, distance: stand.distance }, 0.26)
  const shell = subject.colour ? namedColours[subject.colour] : lch(0.74, 0.055, 200)
  const joint = lch(0.46, 0.02, 250)
  const steel = figure.coat(shell, 1.15)
  const dark = figure.tone(joint, -0.1)
  for (const x of [-0.1, 0.1]) {
    figure.limb([x, -0.34, x, -0.06], [0.07, 0.07], figure.coat(joint))
    for (let ring = 0; ring < 4; ring++)
      figure.limb([x - 0.03, -0.28 + ring * 0.06, x + 0.03, -0.28 + ring * 0.06], [0.012, 0.012], dark)
    figure.body([x - 0.09, 0, x - 0.085, -0.06, x - 0.02, -0.1, x + 0.05, -0.09, x + 0.1, -0.04, x + 0.1, 0], steel)
  }
  figure.limb([-0.2, -0.62, -0.31, -0.52, -0.3, -0.36], [0.07, 0.065, 0.06], figure.coat(joint))
  figure.spot(-0.3, -0.32, 0.06, 0.055, steel)
  figure.body(
    [
      -0.2, -0.68, -0.235, -0.5, -0.22, -0.34, -0.12, -0.29, 0.12, -0.29, 0.22, -0.34, 0.235, -0.5, 0.2, -0.68, 0,
      -0.72,
    ],
    steel,
  )
  figure.body(
    [-0.12, -0.6, -0.13, -0.42, 0, -0.38, 0.13, -0.42, 0.12, -0.6, 0, -0.62],
    figure.coat({ ...shell, l: shell.l + 0.12 }, 0.8),
  )
  figure.spot(-0.055, -0.52, 0.03, 0.03, figure.tone(lch(0.64, 0.16, 30), 0.1))
  figure.spot(0.05, -0.52, 0.03, 0.03, figure.tone(lch(0.84, 0.13, 88), 0.1))
  figure.limb([-0.07, -0.45, 0.07, -0.45], [0.016, 0.016], dark)
  figure.limb([0, -0.7, 0, -0.78], [0.1, 0.1], figure.coat(joint))
  figure.limb([0, -1.04, 0.0, -1.16], [0.018, 0.014], dark)
  figure.body([-0.2, -0.98, -0.23, -0.88, -0.2, -0.78, 0, -0.755, 0.2, -0.78, 0.23, -0.88, 0.2, -0.98, 0, -1.04], steel)
  for (const side of [-1, 1]) figure.spot(side * 0.235, -0.88, 0.03, 0.05, figure.coat(joint))
  figure.body(
    [-0.15, -0.95, -0.17, -0.88, -0.15, -0.82, 0, -0.8, 0.15, -0.82, 0.17, -0.88, 0.15, -0.95, 0, -0.97],
    figure.tone(lch(0.27, 0.03, 250), -0.1),
  )
  drawLights(scene, figure)
  figure.limb([0.2, -0.62, 0.33, -0.58, 0.37, -0.7], [0.07, 0.065, 0.06], figure.coat(joint))
  drawFlower(figure)
  figure.spot(0.372, -0.73, 0.055, 0.05, steel)
  figure.catchLight(1.1)
}

function drawLights(scene: Scene, figure: Figure): void {
  const shine = scene.palette.glow(lch(0.92, 0.08, 95))
  for (const x of [-0.07, 0.075]) {
    figure.spot(x, -0.885, 0.04, 0.042, shine)
    addGlow(scene.surface, figure.at(x, -0.885), figure.pose.size * (scene.palette.isDark ? 0.3 : 0.12), shine, 0.4)
  }
  const lamp = scene.palette.glow(lch(0.7, 0.17, 35))
  figure.spot(0, -1.175, 0.032, 0.032, lamp)
  if (scene.palette.isDark) addGlow(scene.surface, figure.at(0, -1.175), figure.pose.size * 0.25, lamp, 0.5)
}

function drawFlower(figure: Figure): void {
  figure.limb([0.37, -0.66, 0.385, -0.82, 0.375, -0.95], [0.014, 0.013, 0.012], figure.tone(lch(0.52, 0.1, 140), 0))
  for (let petal = 0; petal < 6; petal++) {
    const angle = (petal / 6) * Math.PI * 2
    figure.spot(
      0.375 + Math.cos(angle) * 0.045,
      -0.97 + Math.sin(angle) * 0.045,
      0.032,
      0.022,
      figure.tone(lch(0.72, 0.15, 15), 0.1),
      1,
      angle,
    )
  }
  figure.spot(0.375, -0.97, 0.026, 0.026, figure.tone(lch(0.86, 0.13, 90), 0.2))
}
