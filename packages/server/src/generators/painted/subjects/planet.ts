import { addGlow, fillPath } from '../canvas/fill.js'
import { fractalAt } from '../canvas/noise.js'
import { ellipse } from '../canvas/outlines.js'
import { flat } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch, mixLch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'

/** A banded planet with a ring, half in shade, and a small moon; in a landscape it hangs in the sky. */
export function drawPlanet(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette, light } = scene
  const random = randomFor(scene, 'planet')
  const x = stand.x
  const y = stand.ground === 'void' ? stand.y : scene.horizon * 0.4
  const radius = stand.ground === 'void' ? stand.size * 0.5 : 0.12
  const local = subject.colour
    ? namedColours[subject.colour]
    : random.pick([lch(0.74, 0.09, 60), lch(0.66, 0.08, 230), lch(0.7, 0.09, 25), lch(0.72, 0.07, 170)])
  const other = { ...local, l: local.l - 0.13, h: local.h + 22 }
  const seed = random.below(1e6)
  addGlow(surface, { x, y }, radius * 1.9, palette.glow(local), 0.3)
  const tilt = light.side * 0.42
  const ringLayer = addLayer(surface, 'thing', { angle: -tilt, wander: 0.1, size: 0.4, stretch: 4 })
  const hasRing = random.chance(0.75)
  if (hasRing) drawRing(scene, x, y, radius, tilt, local, ringLayer, 'back')
  const layer = addLayer(surface, 'thing', { angle: -tilt, wander: 0.25, size: 0.5, stretch: 3 })
  const steps = Array.from({ length: 17 }, (_unused, index) => palette.glow(mixLch(local, other, index / 16)))
  const shadow = palette.glow(lch(0.15, 0.04, 280))
  fillPath(
    surface,
    ellipse(x, y, radius, radius, 0, 72),
    (pointX, pointY, out) => {
      const u = (pointX - x) / radius
      const v = (pointY - y) / radius
      const along = v * Math.cos(tilt) + u * Math.sin(tilt)
      const band = 0.5 + 0.5 * Math.sin(along * 9 + fractalAt(u * 2, v * 3, seed) * 2.2)
      const colour = steps[Math.round(band * 16)] ?? [128, 128, 128]
      const facing = u * light.side * 0.85 - v * 0.45
      const share = Math.min(0.94, Math.max(0, 0.42 - facing * 0.95))
      for (let channel = 0; channel < 3; channel++)
        out[channel] = (colour[channel] ?? 0) + ((shadow[channel] ?? 0) - (colour[channel] ?? 0)) * share
    },
    layer,
  )
  if (hasRing)
    drawRing(
      scene,
      x,
      y,
      radius,
      tilt,
      local,
      addLayer(surface, 'thing', { angle: -tilt, wander: 0.1, size: 0.3, stretch: 4 }),
      'front',
    )
  const moonX = x - light.side * radius * 2.1
  const moonY = y + radius * 0.95
  fillPath(surface, ellipse(moonX, moonY, radius * 0.16), flat(palette.glow(lch(0.42, 0.03, 280))), layer)
  fillPath(
    surface,
    ellipse(moonX + light.side * radius * 0.04, moonY - radius * 0.02, radius * 0.125),
    flat(palette.glow(lch(0.8, 0.025, 85))),
    layer,
  )
}

function drawRing(
  scene: Scene,
  x: number,
  y: number,
  radius: number,
  tilt: number,
  local: ReturnType<typeof lch>,
  layer: number,
  half: 'back' | 'front',
): void {
  const { surface, palette } = scene
  const from = half === 'back' ? Math.PI : 0
  for (const [inner, outer, l, opacity] of [
    [1.36, 1.58, 0.82, 0.8],
    [1.62, 1.86, 0.7, 0.65],
    [1.9, 1.97, 0.85, 0.55],
  ] as const) {
    const path: number[] = []
    const push = (reach: number, step: number) => {
      const angle = from + (Math.PI * step) / 40
      const u = Math.cos(angle) * radius * reach
      const v = Math.sin(angle) * radius * reach * 0.24
      path.push(x + u * Math.cos(tilt) + v * Math.sin(tilt), y - u * Math.sin(tilt) + v * Math.cos(tilt))
    }
    for (let step = 0; step <= 40; step++) push(outer, step)
    for (let step = 40; step >= 0; step--) push(inner, step)
    fillPath(surface, path, flat(palette.glow({ l, c: local.c * 0.6, h: local.h + 15 })), layer, opacity)
  }
}
