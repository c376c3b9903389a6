import { fillPath } from '../canvas/fill.js'
import { fractalAt } from '../canvas/noise.js'
import { below, rectangle, ribbon, roughen, skyline } from '../canvas/outlines.js'
import { downward, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { growth, isSnowy } from '../seasons.js'
import { randomFor, type Scene } from '../scene.js'
import { drawWater } from '../water.js'
import { drawCityRows } from './city.js'
import type { Ground } from './setting.js'

/** The view through a window: roofs, hills or the sea outside, a dark frame and a sill inside. */
export function drawWindow(scene: Scene): Ground {
  const random = randomFor(scene, 'window')
  const sill = scene.height * 0.84
  const view = random.pick(['city', 'city', 'hills', 'sea'] as const)
  if (view === 'city') drawCityRows(scene, sill + 0.01, scene.height * 0.85)
  else if (view === 'hills') drawHills(scene, sill)
  else drawWater(scene, { top: scene.horizon, bottom: sill + 0.02, local: lch(0.55, 0.07, 232), roughness: 0.5 })
  drawFrame(scene, sill)
  return { stand: { x: scene.focusX, y: sill + 0.035, size: 0.38, ground: 'table', distance: 0 } }
}

function drawHills(scene: Scene, sill: number): void {
  const { surface, palette } = scene
  for (let index = 0; index < 3; index++) {
    const seed = randomFor(scene, `view ${index}`).below(1e6)
    const top = scene.horizon + (sill - scene.horizon) * index * 0.34
    const layer = addLayer(surface, 'ground', { size: 0.6 })
    const hill = skyline(-0.05, scene.width + 0.05, 50, (x) => top + fractalAt(x * 1.7, 1, seed) * 0.06)
    const local = isSnowy(scene) ? lch(0.94, 0.01, 235) : growth(scene, index * 0.45)
    fillPath(
      surface,
      below(hill, sill + 0.02),
      mottled(flat(palette.tone(local, 0.6 - index * 0.22)), 0.06, 0.2, 3),
      layer,
    )
  }
}

/** Wood around the panes; by day a curtain on the light's side. */
function drawFrame(scene: Scene, sill: number): void {
  const { surface, palette, light } = scene
  const isDark = palette.isDark
  const wood = isDark ? lch(0.55, 0.07, 40) : lch(0.84, 0.03, 75)
  const layer = addLayer(surface, 'thing', { angle: 1.57, wander: 0.1, size: 0.6, stretch: 4 })
  const rail = 0.058
  const right = scene.width - rail
  const bars = [
    rectangle(-0.05, -0.05, rail, scene.height + 0.05),
    rectangle(right, -0.05, scene.width + 0.05, scene.height + 0.05),
    rectangle(-0.05, -0.05, scene.width + 0.05, rail * 0.82),
  ]
  const body = palette.tone(wood, 0, isDark ? -0.25 : -0.05)
  bars.forEach((bar, index) =>
    fillPath(surface, roughen(bar, 0.0015, index), mottled(flat(body), 0.08, 0.2, 0.3), layer),
  )
  const inner = flat(palette.tone(wood, 0, -0.55))
  fillPath(
    surface,
    rectangle(rail, rail * 0.82, rail + 0.008, sill),
    light.side < 0 ? inner : flat(palette.tone(wood, 0, 0.3)),
    layer,
  )
  fillPath(
    surface,
    rectangle(right - 0.008, rail * 0.82, right, sill),
    light.side < 0 ? flat(palette.tone(wood, 0, 0.3)) : inner,
    layer,
  )
  const ledge = addLayer(surface, 'thing', { angle: 0, wander: 0.1, size: 0.6, stretch: 4 })
  const top = flat(palette.tone(wood, 0, isDark ? 0.05 : 0.3))
  fillPath(surface, roughen(rectangle(-0.05, sill, scene.width + 0.05, sill + 0.07), 0.0015, 8), top, ledge)
  const front = downward(
    sill + 0.07,
    scene.height,
    palette.tone(wood, 0, -0.35),
    palette.tone({ ...wood, l: wood.l - 0.16 }, 0, -0.55),
  )
  fillPath(
    surface,
    rectangle(-0.05, sill + 0.06, scene.width + 0.05, scene.height + 0.05),
    mottled(front, 0.08, 0.1, 6),
    ledge,
  )
  drawCurtain(scene, sill)
}

function drawCurtain(scene: Scene, sill: number): void {
  const { surface, palette } = scene
  const edge = scene.focusX > scene.width / 2 ? 0 : scene.width
  const inwards = edge === 0 ? 1 : -1
  const layer = addLayer(surface, 'thing', { angle: 1.5, wander: 0.2, size: 0.6, stretch: 4 })
  const cloth = palette.isDark ? lch(0.44, 0.07, 25) : lch(0.92, 0.025, 75)
  const line: number[] = []
  for (let step = 0; step <= 20; step++) {
    const share = step / 20
    const pinch = Math.exp(-(((share - 0.68) / 0.16) ** 2)) * 0.07
    line.push(edge + inwards * (0.2 - share * 0.035 - pinch), -0.02 + (sill + 0.03) * share)
  }
  const path = [edge - inwards * 0.05, -0.02, ...line, edge - inwards * 0.05, sill + 0.01]
  fillPath(surface, path, mottled(flat(palette.tone(cloth, 0, 0)), 0.05, 0.1), layer, 0.96)
  for (let fold = 0; fold < 5; fold++) {
    const part = (fold + 0.6) / 5.4
    const folded: number[] = []
    for (let index = 0; index < line.length; index += 2) {
      folded.push(edge + ((line[index] ?? 0) - edge) * part, line[index + 1] ?? 0)
    }
    const facing = fold % 2 === 0 ? -0.5 : 0.35
    fillPath(
      surface,
      ribbon(folded, () => 0.013),
      flat(palette.tone(cloth, 0, facing)),
      layer,
      0.5,
    )
  }
}
