import { addGlow } from '../canvas/fill.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure } from './figure.js'

/** A small round car of long ago, luggage on its roof. */
export function drawCar(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 0.86
  const faces = scene.light.side
  castShadow(scene, stand.x, stand.y, size * 0.92, 0.5)
  const figure = startFigure(scene, { x: stand.x, y: stand.y, size, faces, distance: stand.distance }, 0.26)
  const enamel = subject.colour
    ? namedColours[subject.colour]
    : randomFor(scene, 'car').pick([lch(0.72, 0.08, 200), lch(0.6, 0.15, 30), lch(0.84, 0.11, 88)])
  const skin = figure.coat(enamel, 1.25)
  const chrome = figure.tone(lch(0.9, 0.012, 240), 0.15)
  const rubber = figure.tone(lch(0.24, 0.015, 270), -0.2)
  const dark = figure.tone({ ...enamel, l: enamel.l - 0.3 }, -0.3)
  figure.fill([-0.8, -0.3, 0.8, -0.3, 0.78, -0.12, -0.78, -0.12], dark)
  figure.body(
    [
      -0.96, -0.26, -0.92, -0.44, -0.78, -0.58, -0.56, -0.82, -0.22, -0.96, 0.12, -0.93, 0.34, -0.76, 0.44, -0.59, 0.72,
      -0.55, 0.92, -0.42, 0.97, -0.24, 0.9, -0.16, 0.4, -0.14, -0.4, -0.14, -0.9, -0.16,
    ],
    skin,
  )
  const glass = scene.palette.isDark ? scene.palette.glow(lch(0.8, 0.09, 82)) : figure.tone(lch(0.8, 0.045, 225), 0.1)
  figure.body([0.02, -0.85, 0.14, -0.82, 0.26, -0.72, 0.33, -0.6, 0.18, -0.585, 0.0, -0.59], glass)
  figure.body([-0.08, -0.86, -0.26, -0.86, -0.46, -0.75, -0.56, -0.62, -0.4, -0.59, -0.08, -0.59], glass)
  figure.limb([-0.04, -0.86, -0.04, -0.56, -0.04, -0.22], [0.012, 0.012, 0.012], dark, 0.7)
  figure.limb([-0.86, -0.47, -0.3, -0.5, 0.4, -0.5, 0.82, -0.44], [0.022, 0.026, 0.026, 0.02], chrome)
  figure.limb([0.06, -0.43, 0.16, -0.43], [0.03, 0.03], chrome)
  for (const wheel of [-0.58, 0.58]) {
    figure.body(
      [
        wheel - 0.32,
        -0.2,
        wheel - 0.25,
        -0.4,
        wheel,
        -0.5,
        wheel + 0.25,
        -0.4,
        wheel + 0.32,
        -0.2,
        wheel + 0.2,
        -0.22,
        wheel - 0.2,
        -0.22,
      ],
      figure.coat(enamel, 1.1, 0.14),
    )
    figure.spot(wheel, -0.19, 0.2, 0.2, rubber)
    figure.spot(wheel, -0.19, 0.115, 0.115, figure.tone(lch(0.93, 0.02, 85), 0.05))
    figure.spot(wheel, -0.19, 0.06, 0.06, chrome)
  }
  for (const end of [-1, 1]) figure.limb([end * 0.9, -0.2, end * 1.02, -0.2], [0.05, 0.05], chrome)
  const lamp = scene.palette.glow(lch(0.95, 0.07, 92))
  figure.spot(0.88, -0.4, 0.055, 0.075, chrome)
  figure.spot(0.895, -0.4, 0.042, 0.058, lamp)
  figure.spot(-0.93, -0.36, 0.028, 0.045, scene.palette.glow(lch(0.58, 0.18, 27)))
  figure.limb([-0.42, -0.965, 0.12, -0.985], [0.02, 0.02], dark)
  figure.fill([-0.36, -1.14, -0.02, -1.15, -0.02, -0.99, -0.36, -0.98], figure.coat(lch(0.56, 0.075, 50)))
  figure.fill([0.01, -1.09, 0.14, -1.09, 0.14, -0.99, 0.01, -0.99], figure.coat(lch(0.66, 0.09, 75)))
  figure.limb([-0.25, -1.14, -0.25, -0.98], [0.022, 0.022], figure.tone(lch(0.36, 0.04, 40), 0))
  figure.limb([-0.11, -1.14, -0.11, -0.98], [0.022, 0.022], figure.tone(lch(0.36, 0.04, 40), 0))
  figure.catchLight()
  if (scene.palette.isDark) addGlow(scene.surface, figure.at(1.2, -0.3), size * 0.9, lamp, 0.4, 0.5)
}
