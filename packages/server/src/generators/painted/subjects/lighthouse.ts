import { addGlow, fillPath } from '../canvas/fill.js'
import { ellipse, place, rectangle, roughen } from '../canvas/outlines.js'
import { across, flat } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'

/** A striped tower that tapers, with gallery and lantern; in the dark its beams reach across the sky. */
export function drawLighthouse(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette, light, plan } = scene
  const size = stand.size * 2.3
  const { x, y, distance } = stand
  const lampY = y - size * 0.93
  const isShining = palette.isDark || plan.weather.includes('fog') || plan.weather.includes('storm')
  if (isShining) drawBeams(scene, x, lampY, size)
  castShadow(scene, x, y + size * 0.008, size * 0.17)
  const layer = addLayer(surface, 'thing', { angle: 1.55, size: 0.36 })
  const bands = 6
  const halfAt = (share: number) => 0.11 - share * 0.045
  for (let band = 0; band < bands; band++) {
    const low = band / bands
    const high = (band + 1) / bands
    const isRed = band % 2 === 1
    const local = isRed ? (subject.colour ? namedColours[subject.colour] : lch(0.56, 0.165, 30)) : lch(0.93, 0.015, 85)
    const path = [
      -halfAt(low),
      -low * 0.84,
      halfAt(low),
      -low * 0.84,
      halfAt(high),
      -high * 0.84,
      -halfAt(high),
      -high * 0.84,
    ]
    const lit = palette.tone(local, distance, 0.5)
    const shade = palette.tone(local, distance, -0.6)
    const [left, right] = light.side < 0 ? [lit, shade] : [shade, lit]
    fillPath(
      surface,
      roughen(place(path, x, y, size), 0.0012, band),
      across(x - size * 0.09, x + size * 0.09, left, right),
      layer,
    )
  }
  const dark = flat(palette.tone(lch(0.33, 0.03, 270), distance))
  const shape = (path: readonly number[], paint: Parameters<typeof fillPath>[2]) =>
    fillPath(surface, place(path, x, y, size), paint, layer)
  shape([-0.028, 0, -0.028, -0.08, 0, -0.1, 0.028, -0.08, 0.028, 0], dark)
  shape(rectangle(-0.014, -0.34, 0.014, -0.3), dark)
  shape(rectangle(-0.013, -0.62, 0.013, -0.585), dark)
  shape(rectangle(-0.098, -0.865, 0.098, -0.84), flat(palette.tone(lch(0.5, 0.02, 260), distance, 0.1)))
  shape(
    rectangle(-0.053, -0.97, 0.053, -0.865),
    flat(isShining ? palette.glow(lch(0.95, 0.08, 95)) : palette.tone(lch(0.82, 0.03, 220))),
  )
  shape(rectangle(-0.005, -0.97, 0.005, -0.865), dark)
  const cap = subject.colour ? namedColours[subject.colour] : lch(0.52, 0.155, 30)
  shape(
    [-0.072, -0.965, 0, -1.05, 0.072, -0.965],
    across(
      x - size * 0.06,
      x + size * 0.06,
      palette.tone(cap, distance, light.side < 0 ? 0.35 : -0.4),
      palette.tone(cap, distance, light.side < 0 ? -0.4 : 0.35),
    ),
  )
  fillPath(surface, ellipse(x, y - size * 1.055, size * 0.011), dark, layer)
  if (isShining) addGlow(surface, { x, y: lampY }, size * 0.3, palette.glow(lch(0.95, 0.09, 92)), 0.75)
}

function drawBeams(scene: Scene, x: number, y: number, size: number): void {
  const rgb = scene.palette.glow(lch(0.94, 0.07, 95))
  for (const side of [-1, 1] as const) {
    const reach = side === scene.light.side ? 0.95 : 0.55
    for (const [spread, strength] of [
      [0.16, 0.1],
      [0.1, 0.12],
      [0.05, 0.14],
    ] as const) {
      const tip = x + side * reach
      const drop = side * size * 0.05
      const path = [
        x,
        y - size * 0.012,
        tip,
        y - spread * reach + drop,
        tip,
        y + spread * reach + drop,
        x,
        y + size * 0.012,
      ]
      const paint = (pointX: number, _y: number, out: Float32Array) => void (out.set(rgb), pointX)
      fillPath(scene.surface, path, paint, 0, strength * (scene.plan.time === 'day' ? 0.4 : 1))
    }
  }
}
