import { fillPath } from '../canvas/fill.js'
import { curve, place, rectangle, ribbon } from '../canvas/outlines.js'
import { flat } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'

/** A striped hot-air balloon high over the setting, two small ones far behind it. */
export function drawBalloon(scene: Scene, _stand: Stand, subject: NamedSubject): void {
  const random = randomFor(scene, 'balloon')
  const first = subject.colour
    ? namedColours[subject.colour]
    : random.pick([lch(0.6, 0.15, 30), lch(0.6, 0.11, 245), lch(0.78, 0.13, 80)])
  const second = first.l > 0.85 ? lch(0.6, 0.1, 30) : lch(0.93, 0.035, 88)
  const x = scene.focusX
  const y = scene.horizon * 0.48
  drawOne(scene, scene.width - scene.focusX * 0.85 - 0.05, y * 1.25, 0.085, lch(0.72, 0.1, 70), second, 0.45)
  drawOne(scene, (x + scene.light.x) / 2, y * 0.5, 0.052, lch(0.6, 0.1, 350), second, 0.58)
  drawOne(scene, x, y, 0.3, first, second, 0.03)
}

function drawOne(scene: Scene, x: number, y: number, size: number, first: Lch, second: Lch, distance: number): void {
  const { surface, palette, light } = scene
  const layer = addLayer(surface, 'thing', { angle: 1.4, wander: 0.4, size: Math.min(0.45, size * 2) })
  const halfAt = (share: number) =>
    share < 0.52 ? Math.sqrt(1 - ((0.52 - share) / 0.52) ** 2) * 0.5 : 0.5 - ((share - 0.52) / 0.48) ** 1.7 * 0.4
  const gores = 9
  for (let gore = 0; gore < gores; gore++) {
    const from = Math.sin((gore / gores - 0.5) * Math.PI)
    const to = Math.sin(((gore + 1) / gores - 0.5) * Math.PI)
    const path: number[] = []
    for (let step = 0; step <= 24; step++) path.push(halfAt(step / 24) * from, step / 24 - 0.6)
    for (let step = 24; step >= 0; step--) path.push(halfAt(step / 24) * to, step / 24 - 0.6)
    const facing = ((from + to) / 2) * light.side * 0.65
    const top = palette.tone(gore % 2 === 0 ? first : second, distance, facing + 0.12)
    const low = palette.tone(gore % 2 === 0 ? first : second, distance, facing - 0.3)
    const paint = (_x: number, pointY: number, out: Float32Array) => {
      const share = Math.min(1, Math.max(0, (pointY - y) / size + 0.55))
      for (let channel = 0; channel < 3; channel++)
        out[channel] = (top[channel] ?? 0) + ((low[channel] ?? 0) - (top[channel] ?? 0)) * share
    }
    fillPath(surface, place(path, x, y, size), paint, layer)
  }
  const rope = flat(palette.tone(lch(0.36, 0.03, 55), distance))
  for (const side of [-1, 1] as const) {
    fillPath(
      surface,
      place(
        ribbon([side * 0.09, 0.4, side * 0.055, 0.56], () => 0.009),
        x,
        y,
        size,
      ),
      rope,
      layer,
    )
  }
  const basket = [...rectangle(-0.065, 0.55, 0.065, 0.66)]
  fillPath(
    surface,
    place(basket, x, y, size),
    flat(palette.tone(lch(0.5, 0.06, 58), distance, light.side * -0.1)),
    layer,
  )
  fillPath(
    surface,
    place(
      ribbon(curve([-0.07, 0.55, 0, 0.56, 0.07, 0.55], 4), () => 0.018),
      x,
      y,
      size,
    ),
    rope,
    layer,
  )
}
