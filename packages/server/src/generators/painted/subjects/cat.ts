import { fillPath } from '../canvas/fill.js'
import { curve, ellipse, place, ribbon } from '../canvas/outlines.js'
import { across, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'

/** A sitting cat seen from behind, tail around, a rim of light along its back. */
export function drawCat(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette, light } = scene
  const size = stand.size * 1.18
  const { x, y } = stand
  const side = light.side < 0 ? 1 : -1
  const fur = subject.colour ? namedColours[subject.colour] : palette.isDark ? lch(0.24, 0.02, 275) : lch(0.62, 0.1, 58)
  castShadow(scene, x, y, size * 0.3, 0.5)
  const tailLayer = addLayer(surface, 'thing', { angle: 1.3, size: 0.34 })
  const tail = curve([0.16, -0.1, 0.34, -0.03, 0.43, -0.12, 0.42, -0.26, 0.36, -0.34], 8)
  const layer = addLayer(surface, 'thing', { angle: 1.35, wander: 0.5, size: 0.4 })
  const body = curve(
    [
      -0.13, -0.72, -0.17, -0.6, -0.12, -0.52, -0.19, -0.36, -0.25, -0.14, -0.2, -0.005, 0, 0.015, 0.2, -0.005, 0.26,
      -0.14, 0.2, -0.36, 0.11, -0.52, 0.15, -0.6, 0.12, -0.72,
    ],
    8,
  )
  const outline = [...body, 0.15, -0.86, 0.06, -0.77, -0.05, -0.775, -0.145, -0.87]
  const lit = palette.tone(fur, 0, 0.35)
  const shade = palette.tone(fur, 0, -0.5)
  const [from, to] = light.side < 0 ? [lit, shade] : [shade, lit]
  const paint = across(x - size * 0.28, x + size * 0.28, from, to)
  fillPath(
    surface,
    place(
      ribbon(tail, (share) => 0.075 - share * 0.03),
      x,
      y,
      size,
      side,
    ),
    flat(palette.tone(fur, 0, -0.2)),
    tailLayer,
  )
  fillPath(surface, place(outline, x, y, size), mottled(paint, 0.06, 0.05, 0.4), layer)
  drawMarks(scene, x, y, size, fur, layer)
  const rim = palette.isDark
    ? palette.tone(lch(0.86, 0.04, 90), 0, 0.6)
    : palette.tone({ ...fur, l: Math.min(0.95, fur.l + 0.2) }, 0, 0.7)
  const edge = curve([-0.145, -0.62, -0.105, -0.52, -0.175, -0.36, -0.235, -0.15, -0.2, -0.03], 8)
  fillPath(
    surface,
    place(
      ribbon(edge, (share) => 0.02 * Math.sin(share * Math.PI * 0.9 + 0.2)),
      x,
      y,
      size,
      light.side < 0 ? 1 : -1,
    ),
    flat(rim),
    layer,
    0.75,
  )
  const ear = curve([-0.14, -0.85, -0.13, -0.76, -0.15, -0.66], 6)
  fillPath(
    surface,
    place(
      ribbon(ear, () => 0.014),
      x,
      y,
      size,
      light.side < 0 ? 1 : -1,
    ),
    flat(rim),
    layer,
    0.7,
  )
}

/** Stripes down the back; a dark coat keeps none. */
function drawMarks(
  scene: Scene,
  x: number,
  y: number,
  size: number,
  fur: { l: number; c: number; h: number },
  layer: number,
): void {
  if (fur.l < 0.35) return
  const dark = flat(scene.palette.tone({ ...fur, l: fur.l - 0.16 }, 0, -0.2))
  for (let index = 0; index < 6; index++) {
    const top = -0.46 + index * 0.07
    const half = 0.06 + index * 0.016
    const stripe = curve([-half, top + 0.02, 0, top - 0.005, half, top + 0.02], 6)
    fillPath(
      scene.surface,
      place(
        ribbon(stripe, (share) => Math.sin(share * Math.PI) * 0.02),
        x,
        y,
        size,
      ),
      dark,
      layer,
      0.5,
    )
  }
  fillPath(scene.surface, ellipse(x, y - size * 0.7, size * 0.012, size * 0.05), dark, layer, 0.5)
}
