import { fillPath } from '../canvas/fill.js'
import { fractalAt } from '../canvas/noise.js'
import { below, blob, curve, ribbon, skyline } from '../canvas/outlines.js'
import { downward, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import { isSnowy } from '../seasons.js'

/** A strip of sand in front of the sea: foam, wet sand that shines, dry sand with shells and grass. */
export function drawBeach(scene: Scene): Stand {
  const { surface, palette } = scene
  const random = randomFor(scene, 'beach')
  const seed = random.below(1e6)
  const tilt = scene.focusX > scene.width / 2 ? -1 : 1
  const shoreAt = (x: number) =>
    scene.horizon +
    (scene.height - scene.horizon) * 0.46 +
    tilt * (x / scene.width - 0.5) * 0.13 +
    fractalAt(x * 2, 1, seed) * 0.016
  const line = skyline(-0.1, scene.width + 0.1, 60, shoreAt)
  const sand = isSnowy(scene) ? lch(0.93, 0.02, 85) : lch(0.86, 0.055, 80)
  const lowered = (by: number, wave: number) =>
    line.map((value, index) =>
      index % 2 === 1 ? value + by + fractalAt((line[index - 1] ?? 0) * 6, wave, seed) * 0.007 : value,
    )
  const foam = addLayer(surface, 'water', { size: 0.4 })
  const white = flat(palette.tone(lch(0.96, 0.012, 210), 0, 0.2))
  fillPath(
    surface,
    ribbon(lowered(-0.055, 7), (share) => 0.006 + Math.abs(fractalAt(share * 8, 2, seed)) * 0.012),
    white,
    foam,
    0.7,
  )
  fillPath(surface, below(lowered(-0.022, 4), scene.height + 0.1), white, foam)
  const wet = addLayer(surface, 'ground', { angle: 0.05, stretch: 3.4 })
  const shine = downward(
    scene.horizon + 0.1,
    scene.height * 0.92,
    palette.skyAt(0.9),
    palette.tone({ ...sand, l: 0.72 }, 0, -0.15),
  )
  fillPath(surface, below(lowered(-0.006, 9), scene.height + 0.1), shine, wet)
  const dry = addLayer(surface, 'ground', { angle: 0.08, stretch: 3 })
  const warm = downward(
    scene.height * 0.74,
    scene.height,
    palette.tone(sand, 0.04, 0.25),
    palette.tone({ ...sand, l: 0.8 }, 0, -0.1),
  )
  fillPath(surface, below(lowered(0.028, 12), scene.height + 0.1), mottled(warm, 0.05, 0.25, 3), dry)
  for (let shell = 0; shell < 26 * scene.width; shell++) {
    const x = random.between(0, scene.width)
    const share = random.next()
    const y = shoreAt(x) + 0.06 + share * (scene.height - shoreAt(x) - 0.06)
    const size = 0.002 + share * 0.006
    const local = random.pick([lch(0.95, 0.02, 60), lch(0.7, 0.05, 50), lch(0.62, 0.02, 260)])
    fillPath(surface, blob(random, x, y, size * 1.3, size * 0.8), flat(palette.tone(local, 0, 0)), dry, 0.85)
  }
  drawBeachGrass(scene, tilt)
  return { x: scene.focusX, y: shoreAt(scene.focusX) + 0.1, size: 0.26, ground: 'land', distance: 0.01 }
}

/** Long blades in the corner away from the subject. */
function drawBeachGrass(scene: Scene, edge: number): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'beach grass')
  const layer = addLayer(surface, 'plant', { angle: 1.4, size: 0.25, stretch: 3 })
  const corner = edge < 0 ? 0.02 : scene.width - 0.02
  for (let blade = 0; blade < 46; blade++) {
    const x = corner - edge * random.next() ** 1.6 * 0.26
    const tall = random.between(0.06, 0.2) * (1 - Math.abs(x - corner) * 2.2)
    const lean = -edge * random.between(0.01, 0.09)
    const foot = scene.height + 0.01
    const line = curve([x, foot, x + lean * 0.3, foot - tall * 0.6, x + lean, foot - tall], 6)
    const rgb = palette.tone(
      lch(random.between(0.5, 0.68), 0.075, random.between(100, 125)),
      0,
      random.between(-0.3, 0.35),
    )
    fillPath(
      surface,
      ribbon(line, (share) => 0.0058 * (1 - share) + 0.0008),
      flat(rgb),
      layer,
    )
  }
}
