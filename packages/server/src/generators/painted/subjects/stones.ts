import { fillPath } from '../canvas/fill.js'
import { blob } from '../canvas/outlines.js'
import { mottled, round } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'

/** Five pebbles in balance, each lighter and smaller than the one below it. */
export function drawStones(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette, light } = scene
  const random = randomFor(scene, 'stones')
  const base = subject.colour ? namedColours[subject.colour] : lch(0.5, 0.075, random.between(15, 75))
  const size = stand.size
  castShadow(scene, stand.x, stand.y, size * 0.62, 0.42)
  let foot = stand.y
  for (let index = 0; index < 5; index++) {
    const half = size * (0.62 - index * 0.105) * random.between(0.9, 1.08)
    const tall = size * (0.185 - index * 0.016) * random.between(0.88, 1.12)
    const x = stand.x + random.between(-0.05, 0.05) * size
    const local = {
      l: Math.min(0.9, base.l - 0.1 + ([0, 0.16, 0.27, 0.2, 0.02][index] ?? 0)),
      c: base.c * random.between(0.75, 1.2),
      h: base.h + index * 9,
    }
    const lit = palette.tone(local, stand.distance, 0.4)
    const shade = palette.tone(local, stand.distance, -0.5)
    const layer = addLayer(surface, 'thing', { angle: 0.15, wander: 0.5, size: 0.45, stretch: 2.4 })
    const paint = mottled(round(x + light.side * half * 0.45, foot - tall * 1.5, half * 1.5, lit, shade), 0.06, 0.06)
    fillPath(surface, blob(random, x, foot - tall * 0.92, half, tall, 0.07), paint, layer)
    foot -= tall * 1.82
  }
}
