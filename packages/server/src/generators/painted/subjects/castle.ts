import { addGlow, fillPath } from '../canvas/fill.js'
import { place, rectangle, roughen } from '../canvas/outlines.js'
import { across, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { isSnowy } from '../seasons.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'

/** Towers of different heights, joined by walls with battlements; flags on the pointed roofs. */
export function drawCastle(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { x, y, distance } = stand
  const size = stand.size * 1.7
  const { palette } = scene
  const stone = subject.colour ? namedColours[subject.colour] : lch(0.76, 0.03, 70)
  castShadow(scene, x, y + size * 0.005, size * 0.55, 0.35)
  const towers = [
    { at: -0.06, wide: 0.22, tall: 0.86, cone: 0.36 },
    { at: 0.2, wide: 0.16, tall: 0.62, cone: 0.3 },
    { at: -0.34, wide: 0.15, tall: 0.55, cone: 0.28 },
    { at: 0.46, wide: 0.18, tall: 0.42, cone: 0 },
    { at: -0.5, wide: 0.14, tall: 0.34, cone: 0.24 },
  ]
  for (const tower of towers) drawTower(scene, x, y, size, distance, tower, stone)
  const layer = addLayer(scene.surface, 'thing', { angle: 0.1, size: 0.35 })
  const wall: number[] = [-0.48, 0, -0.48, -0.24]
  for (let tooth = 0; tooth < 9; tooth++) {
    const left = -0.48 + (tooth * 0.94) / 9
    wall.push(left, -0.28, left + 0.055, -0.28, left + 0.055, -0.24, left + 0.104, -0.24)
  }
  wall.push(0.46, 0)
  const paint = across(
    x - size * 0.5,
    x + size * 0.5,
    palette.tone(stone, distance, -0.25 * scene.light.side),
    palette.tone(stone, distance, 0.25 * scene.light.side),
  )
  fillPath(scene.surface, roughen(place(wall, x, y, size), size * 0.003, 3), mottled(paint, 0.06, 0.03), layer)
  const gate = [-0.07, 0, -0.07, -0.12, -0.045, -0.165, 0, -0.185, 0.045, -0.165, 0.07, -0.12, 0.07, 0]
  fillPath(scene.surface, place(gate, x, y, size), flat(palette.tone(lch(0.32, 0.03, 50), distance)), layer)
}

interface Tower {
  readonly at: number
  readonly wide: number
  readonly tall: number
  /** Height of the pointed roof; 0 for battlements. */
  readonly cone: number
}

function drawTower(
  scene: Scene,
  x: number,
  y: number,
  size: number,
  distance: number,
  tower: Tower,
  stone: ReturnType<typeof lch>,
): void {
  const { surface, palette, light } = scene
  const layer = addLayer(surface, 'thing', { angle: 1.57, size: 0.35 })
  const { at, wide, tall, cone } = tower
  const left = x + (at - wide / 2) * size
  const right = x + (at + wide / 2) * size
  const sides = (local: ReturnType<typeof lch>) => {
    const [lit, shade] = [palette.tone(local, distance, 0.5), palette.tone(local, distance, -0.5)]
    return light.side < 0 ? across(left, right, lit, shade) : across(left, right, shade, lit)
  }
  const shape = (path: readonly number[], paint: Parameters<typeof fillPath>[2]) =>
    fillPath(surface, roughen(place(path, x + at * size, y, size), size * 0.003, 11), paint, layer)
  shape(rectangle(-wide / 2, -tall, wide / 2, 0), mottled(sides(stone), 0.05, 0.03))
  shape(rectangle(-wide * 0.58, -tall - 0.045, wide * 0.58, -tall), sides(stone))
  if (cone > 0) {
    const roof = isSnowy(scene) ? lch(0.94, 0.01, 235) : lch(0.46, 0.085, 28)
    shape([-wide * 0.62, -tall - 0.04, 0, -tall - cone, wide * 0.62, -tall - 0.04], sides(roof))
    const flag = [0, -tall - cone - 0.1, 0.09 * -light.side, -tall - cone - 0.075, 0, -tall - cone - 0.05]
    shape(
      rectangle(-0.004, -tall - cone - 0.1, 0.004, -tall - cone + 0.02),
      flat(palette.tone(lch(0.35, 0.03, 50), distance)),
    )
    shape(flag, flat(palette.tone(lch(0.6, 0.15, 30), distance)))
  } else {
    for (const tooth of [-0.5, -0.12, 0.26])
      shape(rectangle(wide * tooth, -tall - 0.085, wide * (tooth + 0.24), -tall - 0.04), sides(stone))
  }
  const warm = palette.glow(lch(0.88, 0.11, 82))
  const pane = palette.isDark ? warm : palette.tone(lch(0.36, 0.03, 260), distance)
  for (const share of [0.82, 0.55]) {
    const top = -tall * share
    shape([-0.016, top + 0.06, -0.016, top + 0.015, 0, top, 0.016, top + 0.015, 0.016, top + 0.06], flat(pane))
    if (palette.isDark) addGlow(surface, { x: x + at * size, y: y + (top + 0.03) * size }, size * 0.09, warm, 0.4)
  }
}
