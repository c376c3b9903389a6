import { fillPath } from './canvas/fill.js'
import { blob, ellipse, ribbon } from './canvas/outlines.js'
import { flat } from './canvas/paints.js'
import type { Random } from './canvas/random.js'
import { addLayer } from './canvas/surface.js'
import { lch, type Lch } from './colour/oklch.js'
import { namedColours } from './colour/palette.js'
import { growth, isSnowy } from './seasons.js'
import { hasDetail, randomFor, shows, type Scene } from './scene.js'

/** Grass and flowers from a height down to the lower edge, denser and larger towards the front. */
export function drawFlowerField(scene: Scene, top: number): void {
  const random = randomFor(scene, 'flower field')
  const isNamed = shows(scene, 'flowers') || shows(scene, 'butterfly') || hasDetail(scene, 'garden')
  if (isSnowy(scene) && !isNamed) return
  drawGrass(scene, random, top)
  const isBlooming = isNamed || scene.plan.season === 'spring' || scene.plan.season === 'summer'
  if (!isBlooming) return
  const layer = addLayer(scene.surface, 'thing', { size: 0.22, stretch: 1.2, wander: 2 })
  const count = Math.round((isNamed ? 900 : 120) * scene.width)
  const depth = scene.height - top
  const places = Array.from({ length: count }, () => random.next() ** (isNamed ? 0.85 : 0.8)).sort((a, b) => a - b)
  for (const share of places) {
    const y = top + share * depth * 1.04
    const x = random.between(-0.02, scene.width + 0.02)
    const size = 0.0028 + share * share * (isNamed ? 0.0165 : 0.008)
    if (size > 0.007) drawStem(scene, random, x, y, size, share)
    drawBloom(scene, random, layer, x, y - size * (size > 0.007 ? 2.2 : 0.4), size, 0.22 * (1 - share))
  }
}

/** The colours of the flowers that the prompt names. */
export function bloomColours(scene: Scene): readonly [Lch, ...Lch[]] {
  const subject = scene.plan.subjects.find(({ kind }) => kind === 'flowers')
  if (subject?.colour) {
    const base = namedColours[subject.colour]
    return [base, { ...base, l: Math.min(0.95, base.l + 0.06) }, { ...base, l: base.l - 0.06, h: base.h + 8 }]
  }
  if (hasDetail(scene, 'poppy')) return [lch(0.6, 0.19, 28), lch(0.64, 0.18, 33), lch(0.55, 0.18, 24)]
  if (hasDetail(scene, 'sunflower')) return [lch(0.83, 0.15, 85), lch(0.8, 0.15, 75)]
  if (hasDetail(scene, 'lavender')) return [lch(0.58, 0.11, 300), lch(0.64, 0.1, 295), lch(0.5, 0.11, 305)]
  if (hasDetail(scene, 'tulip')) return [lch(0.62, 0.18, 25), lch(0.84, 0.14, 90), lch(0.76, 0.12, 355)]
  if (hasDetail(scene, 'rose')) return [lch(0.6, 0.17, 12), lch(0.74, 0.12, 5)]
  return [lch(0.93, 0.03, 95), lch(0.78, 0.11, 355), lch(0.86, 0.13, 92), lch(0.66, 0.1, 290)]
}

function drawGrass(scene: Scene, random: Random, top: number): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'plant', { size: 0.25, stretch: 3 })
  const count = Math.round(260 * scene.width)
  for (let index = 0; index < count; index++) {
    const share = random.next() ** 0.7
    const y = top + (scene.height - top) * share * 1.05
    const x = random.between(0, scene.width)
    const length = (0.006 + share * 0.045) * random.between(0.6, 1.3)
    const lean = random.between(-0.35, 0.35)
    const local = growth(scene, random.next())
    const rgb = palette.tone(
      { ...local, l: local.l + random.between(-0.14, 0.06) },
      0.12 * (1 - share),
      random.between(-0.3, 0.3),
    )
    const blade = ribbon(
      [x, y, x + lean * length * 0.4, y - length * 0.6, x + lean * length, y - length],
      (at) => (1 - at) * (0.0015 + share * 0.004),
    )
    fillPath(surface, blade, flat(rgb), layer, 0.75)
  }
}

function drawStem(scene: Scene, random: Random, x: number, y: number, size: number, share: number): void {
  const layer = scene.surface.layers.length - 1
  const local = growth(scene, 1)
  const rgb = scene.palette.tone({ ...local, l: local.l - 0.12 }, 0.1 * (1 - share))
  const lean = random.between(-0.4, 0.4) * size
  fillPath(
    scene.surface,
    ribbon([x + lean, y + size * 3, x, y - size * 2], () => size * 0.22),
    flat(rgb),
    layer,
  )
}

function drawBloom(
  scene: Scene,
  random: Random,
  layer: number,
  x: number,
  y: number,
  size: number,
  distance: number,
): void {
  const { surface, palette, light } = scene
  const local = random.pick(bloomColours(scene))
  const shade = flat(palette.tone(local, distance, -0.3))
  const body = flat(palette.tone(local, distance, 0.05))
  const bright = flat(palette.tone({ ...local, l: Math.min(0.96, local.l + 0.05) }, distance, 0.4))
  if (size < 0.006) {
    fillPath(surface, ellipse(x, y, size, size * 0.8, 0, 10), random.chance(0.4) ? shade : body, layer)
    return
  }
  if (hasDetail(scene, 'lavender') || hasDetail(scene, 'tulip')) {
    const tall = hasDetail(scene, 'lavender') ? 1.9 : 1.15
    fillPath(surface, blob(random, x, y - size * 0.4, size * 0.62, size * tall, 0.2), body, layer)
    fillPath(
      surface,
      blob(random, x + light.side * size * 0.2, y - size * 0.6, size * 0.3, size * tall * 0.75, 0.2),
      bright,
      layer,
      0.7,
    )
    return
  }
  fillPath(surface, blob(random, x, y, size, size * 0.82, 0.28, 1.7), shade, layer)
  fillPath(
    surface,
    blob(random, x + light.side * size * 0.12, y - size * 0.16, size * 0.84, size * 0.6, 0.25, 1.7),
    body,
    layer,
  )
  fillPath(
    surface,
    blob(random, x + light.side * size * 0.3, y - size * 0.3, size * 0.42, size * 0.28, 0.25),
    bright,
    layer,
    0.75,
  )
  const isYellow = local.h > 70 && local.h < 110 && local.c > 0.1
  const eye = isYellow ? lch(0.4, 0.06, 55) : local.l > 0.85 ? lch(0.8, 0.14, 85) : lch(0.3, 0.04, 20)
  fillPath(surface, ellipse(x, y, size * 0.24, size * 0.2, 0, 12), flat(palette.tone(eye, distance)), layer, 0.9)
}
