import { fillPath } from '../canvas/fill.js'
import { blob, ellipse, ribbon } from '../canvas/outlines.js'
import { flat, round } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { hasDetail, randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'

/** Three to five fruits in a loose group, the nearest last. */
export function drawFruit(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const random = randomFor(scene, 'fruit')
  const size = stand.size * 0.27
  const places = [
    { dx: 0.15, dy: -0.62 },
    { dx: -0.85, dy: 0 },
    { dx: 0.95, dy: 0.12 },
    { dx: 2.4, dy: 0.5 },
  ]
  const kinds = kindsOf(scene)
  places.forEach(({ dx, dy }, index) => {
    const kind = kinds[index % kinds.length] ?? 'apple'
    const local = subject.colour ? namedColours[subject.colour] : colourOf[kind](random)
    drawOne(
      scene,
      random,
      stand.x + dx * size * 1.05,
      stand.y + dy * size * 0.8,
      size * random.between(0.9, 1.08),
      kind,
      local,
    )
  })
}

type Kind = 'apple' | 'lemon' | 'orange' | 'pear'

const colourOf: Readonly<Record<Kind, (random: Random) => Lch>> = {
  apple: (random) => random.pick([lch(0.58, 0.16, 28), lch(0.74, 0.12, 118), lch(0.62, 0.15, 35)]),
  lemon: (random) => lch(random.between(0.85, 0.89), 0.145, 98),
  orange: (random) => lch(random.between(0.72, 0.76), 0.15, 60),
  pear: (random) => lch(random.between(0.76, 0.82), 0.11, 108),
}

function kindsOf(scene: Scene): readonly Kind[] {
  const named: Kind[] = []
  if (hasDetail(scene, 'lemon')) named.push('lemon')
  if (hasDetail(scene, 'apple')) named.push('apple')
  if (hasDetail(scene, 'orange-fruit')) named.push('orange')
  if (hasDetail(scene, 'pear')) named.push('pear')
  return named.length > 0 ? named : ['apple', 'pear', 'orange', 'lemon']
}

function drawOne(scene: Scene, random: Random, x: number, y: number, size: number, kind: Kind, local: Lch): void {
  const { surface, palette, light } = scene
  castShadow(scene, x - light.side * size * 0.35, y + size * 0.42, size * 0.85, 0.45)
  const layer = addLayer(surface, 'thing', { angle: 0.9, wander: 1.4, size: 0.36, stretch: 1.6 })
  const tilt = random.between(-0.3, 0.3)
  const lit = palette.tone({ ...local, l: Math.min(0.95, local.l + 0.04) }, 0, 0.25)
  const shade = palette.tone({ ...local, h: local.h - 14 }, 0, -0.65)
  const paint = round(x + light.side * size * 0.32, y - size * 0.34, size * 1.45, lit, shade)
  const wide = kind === 'lemon' ? 0.78 : kind === 'pear' ? 0.62 : 0.72
  const tall = kind === 'lemon' ? 0.6 : kind === 'pear' ? 0.66 : 0.66
  if (kind === 'pear') fillPath(surface, ellipse(x, y - size * 0.6, size * 0.34, size * 0.55, tilt * 0.5), paint, layer)
  if (kind === 'lemon') fillPath(surface, ellipse(x, y, size * 0.98, size * 0.2, tilt), paint, layer)
  fillPath(surface, blob(random, x, y, size * wide, size * tall, 0.04), paint, layer)
  const shine = palette.tone({ ...local, l: 0.95, c: local.c * 0.3 }, 0, 0.4)
  fillPath(
    surface,
    ellipse(x + light.side * size * 0.28, y - size * 0.3, size * 0.15, size * 0.1, -0.6),
    flat(shine),
    layer,
    0.45,
  )
  const crown = kind === 'pear' ? y - size * 1.12 : y - size * tall * 0.9
  if (kind === 'lemon') return
  const stem = flat(palette.tone(lch(0.34, 0.04, 55), 0))
  fillPath(
    surface,
    ribbon(
      [x, crown + size * 0.1, x + size * 0.05, crown - size * 0.12, x + size * 0.12, crown - size * 0.22],
      () => size * 0.07,
    ),
    stem,
    layer,
  )
  if (random.chance(0.4)) {
    const leaf = ellipse(x + size * 0.3, crown - size * 0.12, size * 0.24, size * 0.1, -0.4, 20)
    fillPath(surface, leaf, flat(palette.tone(lch(0.52, 0.09, 138), 0, 0.2)), layer)
  }
}
