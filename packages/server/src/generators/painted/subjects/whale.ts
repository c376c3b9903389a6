import { fillPath } from '../canvas/fill.js'
import { blob, curve, ellipse, place, ribbon } from '../canvas/outlines.js'
import { flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch, mixLch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'

const leapCos = Math.cos(0.95)
const leapSin = Math.sin(0.95)

/** A whale in profile, swimming towards the light; above water it leaps, half out of the sea. */
export function drawWhale(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette } = scene
  const isDeep = stand.ground === 'deep'
  const size = stand.size * (isDeep ? 1.9 : 2.1)
  const x = isDeep ? scene.width / 2 + (stand.x - scene.width / 2) * 0.4 : stand.x
  const y = isDeep ? stand.y : stand.y - size * 0.2
  const surfaceY = stand.y + size * 0.02
  const faces = scene.light.side
  const water = scene.plan.time === 'night' ? lch(0.24, 0.06, 250) : lch(0.42, 0.08, 232)
  const skin = subject.colour ? namedColours[subject.colour] : lch(0.42, 0.05, 248)
  const colour = (local: ReturnType<typeof lch>, facing: number) =>
    isDeep
      ? palette.glow(mixLch({ ...local, l: local.l + facing * 0.12 }, water, 0.3))
      : palette.tone(local, 0.05, facing)
  const turned = (path: readonly number[]) =>
    path.map((value, index) =>
      index % 2 === 0
        ? value * leapCos + (path[index + 1] ?? 0) * leapSin
        : value * leapCos - (path[index - 1] ?? 0) * leapSin,
    )
  const layer = addLayer(surface, 'thing', { angle: 0.15, wander: 0.4, size: 0.55, stretch: 3 })
  const shape = (path: readonly number[], paint: Parameters<typeof fillPath>[2], opacity = 1) =>
    fillPath(
      surface,
      isDeep ? place(path, x, y, size, faces) : above(place(turned(path), x, y, size, faces), surfaceY),
      paint,
      layer,
      opacity,
    )
  const back = colour(skin, isDeep ? 0.75 : 0.3)
  const flank = colour(skin, -0.35)
  const paint = (_x: number, pointY: number, out: Float32Array) => {
    const share = Math.min(1, Math.max(0, ((pointY - y) / size + 0.16) / 0.3))
    for (let channel = 0; channel < 3; channel++)
      out[channel] = (back[channel] ?? 0) + ((flank[channel] ?? 0) - (back[channel] ?? 0)) * share
  }
  shape(
    curve(
      [
        -0.4, -0.05, -0.55, -0.2, -0.62, -0.27, -0.56, -0.12, -0.52, -0.08, -0.62, -0.04, -0.66, 0.0, -0.52, 0.0, -0.4,
        0.0,
      ],
      6,
      true,
    ),
    flat(colour(skin, 0.15)),
  )
  const body = curve(
    [
      0.5, -0.03, 0.44, -0.13, 0.22, -0.185, -0.04, -0.17, -0.28, -0.09, -0.48, -0.06, -0.46, -0.02, -0.26, 0.035, 0.0,
      0.12, 0.24, 0.14, 0.42, 0.08,
    ],
    9,
    true,
  )
  shape(body, mottled(paint, 0.06, 0.1, 3))
  const belly = curve([0.49, -0.005, 0.4, 0.075, 0.24, 0.135, 0.02, 0.12, -0.14, 0.08, 0.06, 0.075, 0.3, 0.03], 9, true)
  shape(belly, flat(colour(lch(0.82, 0.025, 230), -0.1)))
  for (let groove = 0; groove < 5; groove++) {
    const down = 0.05 + groove * 0.02
    shape(
      ribbon(
        curve([0.4 - groove * 0.04, down, 0.2, down + 0.025, -0.02 + groove * 0.01, down + 0.015], 8),
        () => 0.005,
      ),
      flat(colour(skin, 0.1)),
      0.45,
    )
  }
  shape(
    curve([0.14, 0.08, 0.1, 0.2, -0.02, 0.3, -0.07, 0.29, -0.02, 0.19, 0.03, 0.09], 7, true),
    flat(colour(skin, -0.15)),
  )
  shape(curve([-0.12, -0.14, -0.21, -0.215, -0.26, -0.2, -0.22, -0.12], 6, true), flat(colour(skin, 0.3)))
  shape(ellipse(0.375, 0.005, 0.0115), flat(colour(lch(0.12, 0.01, 270), 0)))
  shape(
    ribbon(curve([0.49, 0.0, 0.42, 0.035, 0.34, 0.03], 6), () => 0.006),
    flat(colour(skin, -0.7)),
    0.8,
  )
  if (!isDeep) drawSplash(scene, x - faces * size * 0.06, surfaceY, size)
}

/** The part of an outline above a height, where its edge with the water is cut. */
function above(path: readonly number[], line: number): number[] {
  const kept: number[] = []
  for (let index = 0; index < path.length; index += 2) {
    const next = (index + 2) % path.length
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [path[index], path[index + 1], path[next], path[next + 1]]
    if (y0 <= line) kept.push(x0, y0)
    if (y0 <= line !== y1 <= line) kept.push(x0 + ((x1 - x0) * (line - y0)) / (y1 - y0), line)
  }
  return kept
}

/** Foam where the body leaves the water, drops around it, its broken image below. */
function drawSplash(scene: Scene, x: number, y: number, size: number): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'splash')
  const image = addLayer(surface, 'water', { size: 0.35 })
  const dark = flat(palette.tone(lch(0.36, 0.05, 240), 0.05, -0.3))
  for (let index = 0; index < 11; index++) {
    const half = size * (0.3 - index * 0.021) * random.between(0.7, 1.1)
    const at = y + size * (0.05 + index * 0.034)
    const middle = x + random.between(-0.05, 0.05) * size
    fillPath(surface, [middle - half, at, middle, at - 0.006, middle + half, at, middle, at + 0.006], dark, image, 0.42)
  }
  const foam = addLayer(surface, 'cloud', { size: 0.35, wander: 2 })
  const white = flat(palette.tone(lch(0.96, 0.012, 220), 0.03, 0.3))
  const shade = flat(palette.tone(lch(0.8, 0.035, 225), 0.05, -0.1))
  for (let index = 0; index < 22; index++) {
    const across = random.between(-1, 1)
    const radius = size * random.between(0.03, 0.075) * (1.15 - Math.abs(across) * 0.6)
    const lift = size * (1 - across * across) * random.between(0, 0.09)
    const path = blob(random, x + across * size * 0.4, y - lift, radius * 1.5, radius, 0.25)
    fillPath(surface, path, index % 3 === 0 ? shade : white, foam, 0.86)
  }
  for (let drop = 0; drop < 34; drop++) {
    const side = random.chance(0.5) ? 1 : -1
    const away = random.between(0.16, 0.55)
    const high = random.next() ** 1.6 * 0.42 * (1.2 - away)
    const radius = size * random.between(0.005, 0.014)
    fillPath(
      surface,
      ellipse(x + side * away * size, y - high * size - 0.004, radius, radius * 1.3, 0, 12),
      white,
      foam,
      0.85,
    )
  }
}
