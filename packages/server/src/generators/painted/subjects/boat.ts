import { fillPath } from '../canvas/fill.js'
import { curve, place, ribbon } from '../canvas/outlines.js'
import { across, downward, flat } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { hasWeather, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'

/** A sailing boat that leans with the wind, its reflection broken below it. */
export function drawBoat(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette, light } = scene
  const size = stand.size * 1.35
  const { x, y, distance } = stand
  const side = light.side < 0 ? 1 : -1
  const lean = hasWeather(scene, 'storm') || hasWeather(scene, 'wind') ? 0.2 : 0.05
  const tilt = (path: readonly number[]) =>
    path.map((value, index) => (index % 2 === 0 ? value - (path[index + 1] ?? 0) * lean : value))
  drawReflection(scene, x, y, size)
  const layer = addLayer(surface, 'thing', { angle: 1.3, size: 0.34 })
  const shape = (path: readonly number[], paint: Parameters<typeof fillPath>[2]) =>
    fillPath(surface, place(tilt(path), x, y, size, side), paint, layer)
  const hull = subject.colour ? namedColours[subject.colour] : lch(0.42, 0.05, 40)
  const sail = lch(0.95, 0.025, 85)
  shape(
    ribbon([0.02, -0.1, 0.03, -1], () => 0.018),
    flat(palette.tone(lch(0.4, 0.04, 50), distance)),
  )
  const main = [...curve([0.05, -0.95, 0.3, -0.62, 0.42, -0.2], 8), 0.05, -0.19]
  const front = [...curve([-0.01, -0.88, -0.17, -0.55, -0.36, -0.2], 8), -0.02, -0.2]
  const left = x - size * 0.4
  const right = x + size * 0.45
  shape(
    main,
    across(
      left,
      right,
      palette.tone(sail, distance, light.side < 0 ? 0.45 : -0.35),
      palette.tone(sail, distance, light.side < 0 ? 0.05 : 0.4),
    ),
  )
  shape(
    front,
    across(
      left,
      right,
      palette.tone(sail, distance, light.side < 0 ? 0.5 : -0.5),
      palette.tone(sail, distance, light.side < 0 ? -0.15 : 0.2),
    ),
  )
  const body = [
    ...curve([-0.46, -0.13, 0, -0.085, 0.44, -0.15], 8),
    ...curve([0.44, -0.15, 0.33, 0.02, 0, 0.035, -0.34, 0.015, -0.46, -0.13], 8),
  ]
  shape(
    body,
    downward(y - size * 0.14, y + size * 0.03, palette.tone(hull, distance, 0.3), palette.tone(hull, distance, -0.55)),
  )
  shape(
    ribbon(curve([-0.46, -0.13, 0, -0.085, 0.44, -0.15], 8), () => 0.018),
    flat(palette.tone(sail, distance, 0.1)),
  )
}

function drawReflection(scene: Scene, x: number, y: number, size: number): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'water', { size: 0.4 })
  const pale = flat(palette.tone(lch(0.86, 0.03, 85), 0.15))
  const dark = flat(palette.tone(lch(0.36, 0.05, 240), 0, -0.2))
  for (let index = 0; index < 12; index++) {
    const share = index / 11
    const half = size * (0.36 - share * 0.24) * (index % 2 === 0 ? 1 : 0.75)
    const at = y + size * (0.035 + share * 0.5)
    const drift = Math.sin(index * 2.4) * size * 0.05
    const path = [
      x - half + drift,
      at,
      x + drift,
      at - size * 0.016,
      x + half + drift,
      at,
      x + drift,
      at + size * 0.016,
    ]
    fillPath(surface, path, index < 3 ? dark : pale, layer, index < 3 ? 0.5 : 0.42 * (1 - share * 0.7))
  }
}
