import { blob } from '../canvas/outlines.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure } from './figure.js'

/** A sheep near the eye, two more farther off. */
export function drawSheep(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const wool = subject.colour ? namedColours[subject.colour] : lch(0.94, 0.02, 85)
  const inwards = stand.x > scene.width / 2 ? -1 : 1
  const faces = scene.light.side
  const { x, y, size } = stand
  drawOne(scene, x + inwards * size * 1.75, y - size * 0.36, size * 0.34, faces === 1 ? -1 : 1, wool, 'far')
  drawOne(scene, x + inwards * size * 1.2, y - size * 0.16, size * 0.5, faces, wool, 'middle')
  drawOne(scene, x, y, size * 0.92, faces, wool, 'near')
}

function drawOne(scene: Scene, x: number, y: number, size: number, faces: 1 | -1, wool: Lch, part: string): void {
  const random = randomFor(scene, `sheep ${part}`)
  castShadow(scene, x, y, size * 0.58, 0.42)
  const figure = startFigure(scene, { x, y, size, faces, distance: 0.02 }, Math.max(0.14, Math.min(0.3, size)))
  const skin = wool.l < 0.4 ? lch(0.5, 0.02, 60) : lch(0.3, 0.025, 50)
  const fleece = figure.coat(wool, 1.15)
  for (const leg of [0.2, -0.34]) figure.limb([leg, -0.4, leg + 0.01, -0.03], [0.1, 0.075], figure.tone(skin, -0.4))
  for (const leg of [0.32, -0.22]) figure.limb([leg, -0.4, leg + 0.01, 0], [0.11, 0.08], figure.tone(skin, -0.1))
  figure.fill(blob(random, 0, -0.56, 0.52, 0.33, 0.07, 1.6), fleece)
  for (let tuft = 0; tuft < 15; tuft++) {
    const angle = (tuft / 15) * Math.PI * 2
    const radius = random.between(0.12, 0.16)
    figure.fill(
      blob(random, Math.cos(angle) * 0.42, -0.57 + Math.sin(angle) * 0.235, radius, radius * 0.9, 0.08),
      fleece,
    )
  }
  const curl = figure.tone({ ...wool, l: wool.l - 0.12 }, -0.1)
  for (let row = 0; row < 11; row++) {
    const atX = random.between(-0.4, 0.34)
    const atY = -0.58 + random.between(-0.2, 0.2)
    figure.limb([atX, atY, atX + 0.05, atY + 0.035, atX + 0.1, atY], [0.008, 0.018, 0.008], curl, 0.6)
  }
  figure.body(
    [0.44, -0.84, 0.56, -0.9, 0.68, -0.84, 0.78, -0.68, 0.76, -0.58, 0.66, -0.56, 0.52, -0.66],
    figure.coat(skin, 1, 0.15),
  )
  figure.body([0.46, -0.8, 0.34, -0.78, 0.28, -0.7, 0.38, -0.7, 0.48, -0.74], figure.tone(skin, 0.1))
  figure.fill(blob(random, 0.5, -0.88, 0.14, 0.1, 0.12), fleece)
  figure.spot(0.63, -0.78, 0.02, 0.022, figure.tone(lch(0.92, 0.03, 90), 0.2))
  figure.spot(0.635, -0.78, 0.011, 0.012, figure.tone(lch(0.12, 0.01, 60), -0.3))
  figure.catchLight()
}
