import { fillPath } from '../canvas/fill.js'
import { curve, ellipse, place, ribbon } from '../canvas/outlines.js'
import { flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch, mixLch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'

/** A whale in profile, swimming towards the light; above water only its back and its blow show. */
export function drawWhale(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette } = scene
  const isDeep = stand.ground === 'deep'
  const size = stand.size * (isDeep ? 1.9 : 1.75)
  const x = isDeep ? scene.width / 2 + (stand.x - scene.width / 2) * 0.4 : stand.x
  const y = stand.y
  const faces = scene.light.side
  const water = scene.plan.time === 'night' ? lch(0.24, 0.06, 250) : lch(0.42, 0.08, 232)
  const skin = subject.colour ? namedColours[subject.colour] : lch(0.42, 0.05, 248)
  const colour = (local: ReturnType<typeof lch>, facing: number) =>
    isDeep
      ? palette.glow(mixLch({ ...local, l: local.l + facing * 0.12 }, water, 0.3))
      : palette.tone(local, 0.05, facing)
  const layer = addLayer(surface, 'thing', { angle: 0.15, wander: 0.4, size: 0.55, stretch: 3 })
  const shape = (path: readonly number[], paint: Parameters<typeof fillPath>[2], opacity = 1) =>
    fillPath(surface, place(path, x, y, size, faces), paint, layer, opacity)
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
  fillPath(
    surface,
    ellipse(x + faces * size * 0.375, y + size * 0.005, size * 0.0115),
    flat(colour(lch(0.12, 0.01, 270), 0)),
    layer,
  )
  shape(
    ribbon(curve([0.49, 0.0, 0.42, 0.035, 0.34, 0.03], 6), () => 0.006),
    flat(colour(skin, -0.7)),
    0.8,
  )
  if (!isDeep) drawWaterLine(scene, x, y, size)
  if (!isDeep) drawBlow(scene, x + faces * size * 0.25, y - size * 0.17, size)
}

/** The sea closes over what lies below its surface; foam marks the line. */
function drawWaterLine(scene: Scene, x: number, y: number, size: number): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'water', { size: 0.4 })
  const line = curve([-0.75, -0.03, -0.45, -0.015, -0.1, -0.04, 0.25, -0.015, 0.5, -0.04, 0.72, -0.02], 8)
  const sea = flat(palette.tone(lch(0.55, 0.075, 232), 0.2))
  fillPath(surface, place([...line, 0.6, 0.3, 0, 0.36, -0.6, 0.3], x, y, size), sea, layer, 0.93)
  const foam = flat(palette.tone(lch(0.94, 0.012, 220), 0.15))
  fillPath(
    surface,
    place(
      ribbon(line, (share) => 0.016 * Math.sin(share * Math.PI)),
      x,
      y,
      size,
    ),
    foam,
    layer,
    0.7,
  )
}

function drawBlow(scene: Scene, x: number, y: number, size: number): void {
  const layer = addLayer(scene.surface, 'cloud', { size: 0.3 })
  const white = flat(scene.palette.tone(lch(0.95, 0.012, 220), 0.15))
  for (const [lean, tall] of [
    [-0.12, 0.34],
    [0, 0.4],
    [0.12, 0.33],
  ] as const) {
    const line = curve([x, y, x + lean * size * 0.4, y - tall * size * 0.7, x + lean * size * 1.4, y - tall * size], 8)
    fillPath(
      scene.surface,
      ribbon(line, (share) => size * (0.02 + share * 0.06)),
      white,
      layer,
      0.6,
    )
  }
}
