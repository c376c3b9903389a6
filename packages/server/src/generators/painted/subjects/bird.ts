import { fillPath } from '../canvas/fill.js'
import { curve, ellipse, place, ribbon } from '../canvas/outlines.js'
import { across, flat } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { drawLimb } from '../greenery.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import { foliage } from '../seasons.js'
import type { NamedSubject } from '../words/read-prompt.js'

/** A flight of birds far off, and one on a branch that enters from the side. */
export function drawBird(scene: Scene, _stand: Stand, subject: NamedSubject): void {
  drawFlight(scene, scene.width - scene.focusX, scene.horizon * 0.42, 5)
  const random = randomFor(scene, 'branch')
  const { surface, palette, light } = scene
  const edge = scene.focusX > scene.width / 2 ? 1 : -1
  const size = 0.3
  const x = scene.focusX
  const y = scene.height * 0.54
  const branch = addLayer(surface, 'thing', { angle: 0.1, size: 0.34 })
  const startX = edge > 0 ? scene.width + 0.05 : -0.05
  const line = curve([startX, y + 0.1, (startX + x) / 2, y + 0.055, x, y + 0.005, x - edge * 0.17, y - 0.035], 10)
  drawLimb(scene, branch, line, 0.034, 0.006)
  drawLimb(
    scene,
    branch,
    curve([x + edge * 0.12, y + 0.035, x + edge * 0.06, y - 0.06, x - edge * 0.02, y - 0.13], 8),
    0.014,
    0.004,
  )
  const leaves = addLayer(surface, 'plant', { size: 0.28 })
  for (let index = 0; index < 11; index++) {
    const share = random.next()
    const leafX = x + edge * (share * 0.42 - 0.16)
    const leafY = y + share * 0.06 + random.between(-0.075, 0.045)
    const leaf = ellipse(leafX, leafY, 0.026, 0.011, random.between(-1.2, 1.2), 18)
    fillPath(surface, leaf, flat(palette.tone(foliage(scene, random), 0, random.between(-0.3, 0.4))), leaves)
  }
  const coat = subject.colour
    ? namedColours[subject.colour]
    : random.pick([lch(0.56, 0.1, 245), lch(0.58, 0.13, 38), lch(0.62, 0.09, 140)])
  drawSitting(scene, x, y, size, edge > 0 ? -1 : 1, coat, light.side)
}

function drawSitting(
  scene: Scene,
  x: number,
  y: number,
  size: number,
  faces: 1 | -1,
  coat: ReturnType<typeof lch>,
  side: number,
): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'thing', { angle: 0.9, wander: 0.6, size: 0.32 })
  const shape = (path: readonly number[], paint: Parameters<typeof fillPath>[2]) =>
    fillPath(surface, place(path, x, y, size, faces), paint, layer)
  const both = (local: ReturnType<typeof lch>) =>
    across(x - size * 0.25, x + size * 0.25, palette.tone(local, 0, -0.5 * side), palette.tone(local, 0, 0.5 * side))
  shape([-0.22, -0.1, -0.52, 0.16, -0.43, 0.19, -0.12, 0.0], flat(palette.tone({ ...coat, l: coat.l - 0.14 }, 0, -0.2)))
  const body = curve(
    [
      0.16, -0.42, 0.26, -0.36, 0.27, -0.26, 0.22, -0.12, 0.06, 0.01, -0.14, -0.01, -0.25, -0.1, -0.16, -0.27, 0.0,
      -0.38, 0.07, -0.44,
    ],
    8,
    true,
  )
  shape(body, both(coat))
  shape(
    curve([0.24, -0.28, 0.22, -0.12, 0.07, 0.0, -0.05, -0.02, 0.08, -0.14, 0.16, -0.3], 8, true),
    both(lch(0.9, 0.05, 70)),
  )
  shape(
    curve([0.02, -0.26, 0.07, -0.16, -0.08, -0.04, -0.36, 0.06, -0.2, -0.12], 8, true),
    flat(palette.tone({ ...coat, l: coat.l - 0.1 }, 0, -0.1)),
  )
  shape([0.255, -0.37, 0.37, -0.33, 0.26, -0.31], flat(palette.tone(lch(0.6, 0.11, 65), 0)))
  const dark = flat(palette.tone(lch(0.22, 0.01, 270)))
  fillPath(surface, ellipse(x + faces * size * 0.19, y - size * 0.365, size * 0.021), dark, layer)
  for (const leg of [0.0, 0.06])
    shape(
      ribbon([leg, -0.02, leg + 0.02, 0.05], () => 0.016),
      dark,
    )
}

/** Small birds on the wing, as strokes. */
export function drawFlight(scene: Scene, x: number, y: number, count: number): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'flight')
  const layer = addLayer(surface, 'thing', { size: 0.2 })
  const rgb = palette.tone(lch(0.34, 0.03, 270), 0.25)
  for (let index = 0; index < count; index++) {
    const size = random.between(0.011, 0.021)
    const birdX = x + (index - count / 2) * 0.05 + random.between(-0.015, 0.015)
    const birdY = y + random.between(-0.035, 0.035)
    const lift = random.between(0.25, 0.6)
    const wings = curve([-1, -lift * 0.5, -0.5, -lift, 0, 0, 0.5, -lift, 1, -lift * 0.4], 5)
    fillPath(
      surface,
      place(
        ribbon(wings, (share) => 0.16 * Math.sin(share * Math.PI) + 0.03),
        birdX,
        birdY,
        size,
      ),
      flat(rgb),
      layer,
      0.85,
    )
  }
}
