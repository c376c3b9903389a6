import { fillPath } from '../canvas/fill.js'
import { roughen } from '../canvas/outlines.js'
import { downward, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'

/** A stone bridge of three arches that spans the picture; water and banks show through. */
export function drawBridge(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette } = scene
  const middle = scene.width / 2 + (stand.x - scene.width / 2) * 0.25
  const half = Math.min(0.46, scene.width * 0.46)
  const deck = stand.y - 0.115
  const foot = stand.y + 0.035
  const stone = subject.colour ? namedColours[subject.colour] : lch(0.7, 0.035, 62)
  const rise = (x: number) => deck - 0.045 * (1 - ((x - middle) / half) ** 2)
  const ring = addLayer(surface, 'thing', { angle: 0.1, size: 0.4 })
  const layer = addLayer(surface, 'thing', { angle: 0.1, size: 0.42 })
  const top: number[] = []
  for (let step = 0; step <= 40; step++) {
    const x = middle - half * 1.3 + (half * 2.6 * step) / 40
    top.push(x, Math.min(deck + 0.03, rise(x)))
  }
  const outline = [...top, middle + half * 1.3, foot]
  const arches = [0.62, 0, -0.62]
  const radius = half * 0.26
  for (const arch of arches) {
    const x = middle + arch * half
    const reach = arch === 0 ? radius * 1.15 : radius * 0.9
    outline.push(...archAt(x, foot, reach, foot - rise(x) - 0.042))
  }
  outline.push(middle - half * 1.3, foot)
  const paint = downward(
    deck - 0.05,
    foot,
    palette.tone(stone, stand.distance, 0.3),
    palette.tone(stone, stand.distance, -0.4),
  )
  fillPath(surface, roughen(outline, 0.0025, 4), mottled(paint, 0.08, 0.045, 1.6), layer)
  const rail = [...top, ...reversed(top, 0.02)]
  fillPath(
    surface,
    roughen(rail, 0.0015, 5),
    flat(palette.tone({ ...stone, l: stone.l + 0.06 }, stand.distance, 0.35)),
    ring,
  )
  for (const arch of arches) {
    const x = middle + arch * half
    const reach = arch === 0 ? radius * 1.15 : radius * 0.9
    const tall = foot - rise(x) - 0.042
    const inner = archAt(x, foot, reach, tall)
    const outer = archAt(x, foot, reach * 1.14, tall + 0.014)
    const band = [...outer, ...reversed(inner, 0)]
    fillPath(surface, band, flat(palette.tone({ ...stone, l: stone.l + 0.05 }, stand.distance, 0.1)), ring)
  }
}

/** From the right foot over the crown to the left one. */
function archAt(x: number, foot: number, reach: number, tall: number): number[] {
  const path: number[] = []
  for (let step = 0; step <= 24; step++) {
    const angle = (Math.PI * step) / 24
    path.push(x + Math.cos(angle) * reach, foot - Math.sin(angle) ** 0.8 * tall)
  }
  return path
}

function reversed(path: readonly number[], lower: number): number[] {
  const back: number[] = []
  for (let index = path.length - 2; index >= 0; index -= 2) back.push(path[index] ?? 0, (path[index + 1] ?? 0) + lower)
  return back
}
