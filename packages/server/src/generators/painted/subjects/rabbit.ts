import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure } from './figure.js'

/** A rabbit that sits up on its haunches, ears raised. */
export function drawRabbit(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 1.12
  const faces = scene.light.side
  const fur = subject.colour ? namedColours[subject.colour] : lch(0.68, 0.05, 65)
  castShadow(scene, stand.x, stand.y, size * 0.42, 0.45)
  const figure = startFigure(scene, { x: stand.x, y: stand.y, size, faces, distance: stand.distance })
  const skin = figure.coat(fur)
  const pale = figure.tone({ l: Math.min(0.96, fur.l + 0.24), c: 0.015, h: 80 }, 0.1)
  figure.limb([0.22, -0.74, 0.2, -0.95, 0.13, -1.14], [0.09, 0.12, 0.05], figure.coat(fur, 0.6, -0.35))
  figure.spot(-0.43, -0.13, 0.1, 0.09, pale)
  figure.body(
    [0.16, -0.6, -0.06, -0.56, -0.3, -0.4, -0.42, -0.2, -0.38, -0.03, -0.1, 0, 0.16, -0.01, 0.24, -0.2, 0.28, -0.42],
    skin,
  )
  figure.body([0.2, -0.46, 0.3, -0.4, 0.28, -0.22, 0.2, -0.12, 0.12, -0.26], pale, 0.85)
  figure.body(
    [-0.06, -0.36, -0.3, -0.3, -0.38, -0.12, -0.26, -0.01, -0.02, -0.01, 0.06, -0.14],
    figure.coat(fur, 0.8, 0.18),
    0.9,
  )
  figure.limb([-0.2, -0.025, 0.1, -0.02], [0.09, 0.07], figure.coat(fur, 0.6, -0.1))
  figure.limb([0.16, -0.3, 0.2, -0.14, 0.24, -0.03], [0.13, 0.08, 0.07], skin)
  figure.body(
    [0.06, -0.66, 0.16, -0.78, 0.32, -0.76, 0.43, -0.64, 0.46, -0.56, 0.38, -0.49, 0.2, -0.48, 0.08, -0.54],
    skin,
  )
  figure.body([0.34, -0.56, 0.45, -0.57, 0.4, -0.5, 0.26, -0.485], pale, 0.9)
  figure.limb([0.14, -0.72, 0.06, -0.93, -0.04, -1.12], [0.1, 0.14, 0.05], skin)
  figure.limb([0.135, -0.76, 0.065, -0.92, -0.01, -1.06], [0.04, 0.065, 0.02], figure.tone(lch(0.78, 0.06, 25), 0.05))
  const dark = figure.tone(lch(0.2, 0.02, 40), -0.3)
  figure.spot(0.29, -0.645, 0.026, 0.028, dark)
  figure.spot(0.298, -0.655, 0.008, 0.008, figure.tone(lch(0.97, 0.01, 90), 0.3))
  figure.spot(0.455, -0.585, 0.018, 0.014, figure.tone(lch(0.6, 0.08, 20)))
  figure.catchLight()
}
