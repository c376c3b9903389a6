import { fillPath } from '../canvas/fill.js'
import { blob, curve, ellipse, place, ribbon } from '../canvas/outlines.js'
import { across, flat, mottled, round } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { bloomColours } from '../flower-field.js'
import { hasDetail, randomFor, shows, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'

/** A glazed vase with a bouquet. */
export function drawVase(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette, light } = scene
  const random = randomFor(scene, 'vase')
  const { x, y } = stand
  const size = stand.size
  const glaze: Lch =
    subject.kind === 'vase' && subject.colour
      ? namedColours[subject.colour]
      : random.pick([lch(0.56, 0.09, 42), lch(0.5, 0.075, 235), lch(0.88, 0.02, 85), lch(0.56, 0.05, 165)])
  castShadow(scene, x, y + size * 0.01, size * 0.34, 0.45)
  drawBouquet(scene, random, x, y - size * 0.72, size)
  const side = [0.17, 0, 0.26, -0.16, 0.29, -0.36, 0.2, -0.56, 0.12, -0.66, 0.155, -0.74]
  const right = curve(side, 8)
  const left: number[] = []
  for (let index = right.length - 2; index >= 0; index -= 2) left.push(-(right[index] ?? 0), right[index + 1] ?? 0)
  const layer = addLayer(surface, 'thing', { angle: 1.3, wander: 0.5, size: 0.5 })
  const lit = palette.tone(glaze, 0, 0.5)
  const shade = palette.tone(glaze, 0, -0.6)
  const [from, to] = light.side < 0 ? [lit, shade] : [shade, lit]
  const body = place([...right, ...left], x, y, size)
  fillPath(surface, body, mottled(across(x - size * 0.26, x + size * 0.28, from, to), 0.05, 0.08), layer)
  fillPath(
    surface,
    ellipse(x, y - size * 0.74, size * 0.155, size * 0.026),
    flat(palette.tone({ ...glaze, l: glaze.l - 0.18 }, 0, -0.4)),
    layer,
  )
  const shine = ribbon(
    place([0.15, -0.14, 0.2, -0.32, 0.13, -0.52], x, y, size, light.side < 0 ? -1 : 1),
    (share) => Math.sin(share * Math.PI) * size * 0.035,
  )
  fillPath(surface, shine, flat(palette.tone({ ...glaze, l: 0.96, c: glaze.c * 0.3 }, 0, 0.4)), layer, 0.42)
  drawOverhang(scene, random, x, y - size * 0.73, size)
}

/** Flowers in a meadow are drawn by its field; anywhere else they stand in a vase. */
export function drawFlowers(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const hasField = ['meadow', 'river', 'forest'].includes(scene.plan.setting)
  if (!hasField && !shows(scene, 'vase')) drawVase(scene, stand, subject)
}

function drawBouquet(scene: Scene, random: Random, x: number, y: number, size: number): void {
  const { surface, palette } = scene
  const leaves = addLayer(surface, 'plant', { angle: 1.4, size: 0.36 })
  const heads: { x: number; y: number; radius: number }[] = []
  const isSunflower = hasDetail(scene, 'sunflower')
  for (let index = 0; index < 11; index++) {
    const ring = index < 5 ? 0.92 : index < 9 ? 0.6 : 0.22
    const turn = -Math.PI / 2 + ((index < 5 ? index / 4 : index < 9 ? (index - 5) / 3 : index - 9.5) - 0.5) * 2.3
    const headX = x + Math.cos(turn) * size * 0.62 * ring + random.between(-0.02, 0.02)
    const headY = y - size * 0.22 + Math.sin(turn) * size * 0.52 * ring - size * 0.06
    heads.push({ x: headX, y: headY, radius: size * random.between(0.125, 0.17) * (isSunflower ? 1.15 : 1) })
    const stem = curve(
      [x + random.between(-0.02, 0.02), y + size * 0.1, (x * 2 + headX) / 3, (y + headY) / 2, headX, headY],
      8,
    )
    fillPath(
      surface,
      ribbon(stem, () => size * 0.022),
      flat(palette.tone(lch(0.46, 0.075, 138), 0, -0.15)),
      leaves,
    )
  }
  for (let index = 0; index < 18; index++) {
    const turn = random.between(-3.0, -0.14)
    const reach = size * random.between(0.3, 0.66)
    const leafX = x + Math.cos(turn) * reach
    const leafY = y - size * 0.1 + Math.sin(turn) * reach * 0.75
    const local = lch(random.between(0.4, 0.56), 0.075, random.between(132, 150))
    const facing = Math.cos(turn) * scene.light.side * 0.4
    fillPath(
      surface,
      ellipse(leafX, leafY, size * 0.13, size * 0.05, turn, 22),
      flat(palette.tone(local, 0, facing)),
      leaves,
    )
  }
  for (const head of heads) drawHead(scene, random, head.x, head.y, head.radius)
}

/** One full flower: petals in two rings around an eye. */
function drawHead(scene: Scene, random: Random, x: number, y: number, radius: number): void {
  const { surface, palette, light } = scene
  const local = random.pick(bloomColours(scene))
  const layer = addLayer(surface, 'thing', { wander: 2, size: 0.28, stretch: 1.4 })
  const isTulip = hasDetail(scene, 'tulip')
  if (isTulip) {
    const paint = round(
      x + light.side * radius * 0.4,
      y - radius * 0.5,
      radius * 1.7,
      palette.tone(local, 0, 0.4),
      palette.tone(local, 0, -0.45),
    )
    fillPath(surface, blob(random, x, y, radius * 0.62, radius * 0.85, 0.08), paint, layer)
    fillPath(
      surface,
      ribbon([x, y + radius * 0.7, x, y - radius * 0.8], (share) => Math.sin(share * Math.PI) * radius * 0.5),
      flat(palette.tone(local, 0, 0.2)),
      layer,
      0.6,
    )
    return
  }
  const facing = Math.max(-0.5, Math.min(0.5, ((x - scene.focusX) * light.side) / 0.3))
  for (const [ring, petals, tone] of [
    [1, 9, -0.25],
    [0.72, 8, 0.05],
    [0.42, 6, 0.3],
  ] as const) {
    const shift = random.between(0, 1)
    for (let petal = 0; petal < petals; petal++) {
      const turn = ((petal + shift) / petals) * Math.PI * 2
      const away = radius * ring * 0.58
      const lightness = tone + facing * 0.4 - Math.sin(turn) * 0.18 + Math.cos(turn) * light.side * 0.2
      const rgb = palette.tone(
        { ...local, l: Math.min(0.96, local.l + (ring < 0.5 ? 0.03 : 0)) },
        0,
        Math.max(-0.8, Math.min(0.7, lightness)),
      )
      const path = ellipse(
        x + Math.cos(turn) * away,
        y + Math.sin(turn) * away * 0.88,
        radius * ring * 0.52,
        radius * ring * 0.36,
        turn,
        18,
      )
      fillPath(surface, path, flat(rgb), layer, 0.95)
    }
  }
  const eye = hasDetail(scene, 'sunflower') ? lch(0.4, 0.06, 50) : lch(0.8, 0.13, 85)
  const size = hasDetail(scene, 'sunflower') ? 0.42 : 0.17
  fillPath(
    surface,
    blob(random, x, y, radius * size, radius * size * 0.85, 0.2),
    flat(palette.tone(eye, 0, 0.1)),
    layer,
  )
}

function drawOverhang(scene: Scene, random: Random, x: number, y: number, size: number): void {
  const layer = addLayer(scene.surface, 'plant', { size: 0.3 })
  for (let index = 0; index < 5; index++) {
    const side = index % 2 === 0 ? 1 : -1
    const leafX = x + side * size * random.between(0.1, 0.26)
    const local = lch(random.between(0.46, 0.58), 0.08, 138)
    const leaf = ellipse(leafX, y + size * random.between(-0.04, 0.06), size * 0.1, size * 0.04, side * 0.5, 18)
    fillPath(scene.surface, leaf, flat(scene.palette.tone(local, 0, side * scene.light.side * 0.3)), layer)
  }
}
