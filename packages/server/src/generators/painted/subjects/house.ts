import { addGlow, fillPath } from '../canvas/fill.js'
import { place, rectangle, roughen } from '../canvas/outlines.js'
import { across, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import { isSnowy } from '../seasons.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'

/** A cottage seen from the corner: a gable to the light, a long wall and roof, a chimney, windows that glow at night. */
export function drawHouse(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette, light } = scene
  const { x, y, size, distance } = stand
  const side = light.side < 0 ? 1 : -1
  const wall: Lch = subject.colour ? namedColours[subject.colour] : lch(0.9, 0.03, 80)
  const roof: Lch = isSnowy(scene)
    ? lch(0.95, 0.01, 235)
    : subject.colour === 'red'
      ? lch(0.42, 0.04, 40)
      : lch(0.56, 0.12, 34)
  if (size > 0.08) castShadow(scene, x - side * size * 0.05, y, size * 0.72)
  const layer = addLayer(surface, 'thing', { angle: 1.5, size: Math.min(0.4, size * 2) })
  const draw = (path: readonly number[], paint: Parameters<typeof fillPath>[2], on = layer) => {
    fillPath(surface, roughen(place(path, x, y, size, side), size * 0.008, 5), paint, on)
  }
  const gable = [-0.56, 0, -0.56, -0.46, -0.3, -0.86, -0.04, -0.46, -0.04, 0]
  draw(
    [-0.04, 0, -0.04, -0.46, 0.6, -0.46, 0.6, 0],
    across(x, x + side * size * 0.6, palette.tone(wall, distance, -0.3), palette.tone(wall, distance, -0.42)),
  )
  draw(gable, mottled(flat(palette.tone(wall, distance, 0.35)), 0.04, 0.06))
  const tiles = addLayer(surface, 'thing', { angle: 0.1, size: Math.min(0.35, size * 2) })
  draw(
    [0.36, -0.86, 0.36, -1.06, 0.48, -1.06, 0.48, -0.8],
    flat(palette.tone(lch(0.5, 0.07, 35), distance, -0.1)),
    tiles,
  )
  draw(
    [-0.32, -0.9, 0.42, -0.9, 0.7, -0.42, -0.04, -0.42],
    mottled(flat(palette.tone(roof, distance, 0.12)), 0.06, 0.03),
    tiles,
  )
  draw([-0.64, -0.4, -0.32, -0.92, -0.26, -0.9, -0.57, -0.36], flat(palette.tone(roof, distance, -0.25)), tiles)
  drawOpenings(scene, stand, side, layer)
}

function drawOpenings(scene: Scene, { x, y, size, distance }: Stand, side: 1 | -1, layer: number): void {
  const { surface, palette } = scene
  const isLit = palette.isDark || scene.plan.time === 'golden'
  const warm = palette.glow(lch(0.87, 0.12, 82))
  const pane = palette.isDark ? warm : palette.tone(lch(0.42, 0.03, 250), distance)
  const openings = [
    { left: -0.38, top: -0.62, right: -0.24, bottom: -0.46 },
    { left: 0.12, top: -0.36, right: 0.25, bottom: -0.18 },
    { left: 0.37, top: -0.36, right: 0.5, bottom: -0.18 },
  ]
  const door = place(rectangle(-0.38, -0.3, -0.22, 0), x, y, size, side)
  fillPath(surface, door, flat(palette.tone(lch(0.4, 0.05, 45), distance, 0.1)), layer)
  for (const { left, top, right, bottom } of openings) {
    const frame = place(rectangle(left - 0.02, top - 0.02, right + 0.02, bottom + 0.02), x, y, size, side)
    fillPath(surface, frame, flat(palette.tone(lch(0.93, 0.015, 85), distance)), layer)
    fillPath(surface, place(rectangle(left, top, right, bottom), x, y, size, side), flat(pane), layer)
    const centre = { x: x + ((left + right) / 2) * size * side, y: y + ((top + bottom) / 2) * size }
    if (isLit) addGlow(surface, centre, size * 0.3, warm, palette.isDark ? 0.45 : 0.12)
  }
}
