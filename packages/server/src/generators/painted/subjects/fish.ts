import { fillPath } from '../canvas/fill.js'
import { curve, ellipse, place } from '../canvas/outlines.js'
import { flat } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch, mixLch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'

/** A few large fish in company, each a little different. */
export function drawFish(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const random = randomFor(scene, 'fish')
  const faces = scene.light.side
  const inwards = stand.x > scene.width / 2 ? -1 : 1
  const coat = subject.colour
    ? namedColours[subject.colour]
    : random.pick([lch(0.7, 0.15, 52), lch(0.82, 0.13, 92), lch(0.66, 0.14, 30)])
  const places = [
    { dx: 0.02, dy: 0, size: 0.3 },
    { dx: 0.33, dy: 0.16, size: 0.2 },
    { dx: 0.05, dy: 0.24, size: 0.14 },
    { dx: 0.3, dy: -0.12, size: 0.11 },
  ]
  for (const { dx, dy, size } of places) {
    const local = { ...coat, h: coat.h + random.between(-8, 12), l: coat.l + random.between(-0.04, 0.04) }
    drawOne(scene, stand.x + dx * inwards, stand.y + dy, size, faces, local, 0.1 + (0.3 - size) * 1.3)
  }
}

/** A shoal of small fish as one loose group. */
export function drawShoal(scene: Scene, x: number, y: number, count: number, size: number): void {
  const random = randomFor(scene, 'shoal')
  for (let index = 0; index < count; index++) {
    const fishX = x + random.between(-0.13, 0.13)
    const fishY = y + random.between(-0.05, 0.05)
    drawOne(
      scene,
      fishX,
      fishY,
      size * random.between(0.8, 1.25),
      scene.light.side,
      lch(0.85, 0.05, 200),
      0.3,
      index > 0,
    )
  }
}

function drawOne(
  scene: Scene,
  x: number,
  y: number,
  size: number,
  faces: 1 | -1,
  local: Lch,
  depth: number,
  joins = false,
): void {
  const { surface, palette, plan } = scene
  const water = plan.time === 'night' ? lch(0.25, 0.06, 248) : lch(0.46, 0.085, 225)
  const colour = (shade: number) => palette.glow(mixLch({ ...local, l: Math.max(0.2, local.l + shade) }, water, depth))
  const layer = joins ? surface.layers.length - 1 : addLayer(surface, 'thing', { angle: 0.1, wander: 0.5, size: 0.32 })
  const shape = (path: readonly number[], shade: number, opacity = 1) =>
    fillPath(surface, place(path, x, y, size, faces), flat(colour(shade)), layer, opacity)
  shape(curve([-0.4, 0, -0.78, -0.24, -0.68, 0, -0.78, 0.24], 5, true), -0.08)
  const body = curve(
    [0.5, 0.01, 0.3, -0.17, 0, -0.23, -0.28, -0.11, -0.46, 0, -0.28, 0.11, 0, 0.21, 0.3, 0.15],
    7,
    true,
  )
  shape(body, 0)
  if (size < 0.05) return
  shape(curve([0.12, -0.2, -0.06, -0.37, -0.26, -0.3, -0.24, -0.13], 6, true), -0.1)
  shape(curve([0.45, 0.0, 0.28, -0.14, 0, -0.2, -0.24, -0.1, 0, -0.06, 0.3, -0.03], 7, true), 0.09, 0.48)
  shape(curve([0.4, 0.07, 0.2, 0.16, 0, 0.195, -0.26, 0.1, 0, 0.1, 0.25, 0.08], 7, true), -0.12, 0.48)
  for (const stripe of [0.18, -0.08]) {
    shape(
      curve(
        [stripe, -0.2, stripe + 0.05, 0, stripe, 0.18, stripe - 0.07, 0.17, stripe - 0.02, 0, stripe - 0.07, -0.2],
        6,
        true,
      ),
      0.14,
      0.85,
    )
  }
  shape(curve([0.1, 0.02, -0.08, -0.02, -0.13, 0.09, 0, 0.1], 6, true), -0.14)
  fillPath(
    surface,
    ellipse(x + faces * size * 0.34, y - size * 0.045, size * 0.036),
    flat(palette.glow(lch(0.95, 0.02, 90))),
    layer,
  )
  fillPath(
    surface,
    ellipse(x + faces * size * 0.348, y - size * 0.045, size * 0.021),
    flat(palette.glow(lch(0.15, 0.01, 270))),
    layer,
  )
}
