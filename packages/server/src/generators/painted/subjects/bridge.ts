import { fillPath } from '../canvas/fill.js'
import { roughen } from '../canvas/outlines.js'
import { downward, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { shows, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'

/** A stone bridge that spans the picture; water and banks show through. A train needs a level and higher one. */
export function drawBridge(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const { surface, palette, light } = scene
  const { distance } = stand
  const shape = shapeOf(scene, stand)
  const stone = subject.colour ? namedColours[subject.colour] : lch(0.7, 0.035, 62)
  const vault = addLayer(surface, 'thing', { angle: 1.4, size: 0.3 })
  const dark = flat(palette.tone({ ...stone, l: stone.l - 0.16 }, distance, -0.5))
  for (const arch of shape.arches) {
    const opening = openingAt(shape, arch)
    const shifted = opening.map((value, index) => (index % 2 === 0 ? value + light.side * 0.024 : value + 0.006))
    fillPath(surface, [...opening, ...reversed(shifted, 0)], dark, vault)
  }
  const layer = addLayer(surface, 'thing', { angle: 0.1, size: 0.42 })
  const wall = [...shape.top, shape.right, shape.foot]
  for (const arch of shape.arches) wall.push(...openingAt(shape, arch))
  wall.push(shape.left, shape.foot)
  const crown = shape.deckAt(scene.width / 2)
  const paint = downward(crown, shape.foot, palette.tone(stone, distance, 0.28), palette.tone(stone, distance, -0.42))
  fillPath(surface, roughen(wall, 0.002, 4), mottled(paint, 0.12, 0.035, 1.8), layer)
  drawRings(scene, shape, stone, distance)
  drawPiers(scene, shape, stone, distance)
  drawParapet(scene, shape, stone, distance)
}

/** Where somebody who crosses the bridge stands. */
export function standOnBridge(scene: Scene, stand: Stand): Stand {
  const shape = shapeOf(scene, stand)
  return {
    ...stand,
    size: stand.size * (shape.isLevel ? 1 : 0.72),
    y: shape.deckAt(stand.x) - (shape.isLevel ? 0.002 : -0.004),
    ground: 'land',
  }
}

interface Shape {
  readonly isLevel: boolean
  readonly left: number
  readonly right: number
  readonly foot: number
  readonly top: readonly number[]
  readonly deckAt: (x: number) => number
  readonly arches: readonly Arch[]
}

interface Arch {
  readonly x: number
  readonly half: number
  /** Height of the straight sides above the foot. */
  readonly rise: number
}

function shapeOf(scene: Scene, stand: Stand): Shape {
  const isLevel = shows(scene, 'train')
  const middle = scene.width / 2 + (stand.x - scene.width / 2) * 0.2
  const foot = stand.y + 0.05
  const deck = stand.y - (isLevel ? 0.2 : 0.1)
  const spread = 0.52
  const deckAt = (x: number) => {
    const share = Math.min(1, Math.abs(x - middle) / spread)
    return isLevel ? deck : deck - 0.06 * (0.5 + 0.5 * Math.cos(share * Math.PI))
  }
  const [left, right] = [-0.1, scene.width + 0.1]
  const top: number[] = []
  for (let step = 0; step <= 50; step++) {
    const x = left + ((right - left) * step) / 50
    top.push(x, deckAt(x))
  }
  const count = isLevel ? Math.ceil(scene.width / 0.4) + 2 : 3
  const pitch = isLevel ? 0.215 : 0.3
  const arches = Array.from({ length: count }, (_unused, index) => {
    const away = (count - 1) / 2 - index
    const half = isLevel ? 0.08 : away === 0 ? 0.118 : 0.098
    const x = middle + away * pitch
    const clear = foot - deckAt(x) - 0.05
    return { x, half, rise: Math.max(0.01, clear - half * (isLevel ? 1 : 0.9)) }
  })
  return { isLevel, left, right, foot, top, deckAt, arches }
}

/** From the right foot up, over the crown and down to the left foot. */
function openingAt({ foot, isLevel }: Shape, { x, half, rise }: Arch, wider = 0): number[] {
  const reach = half + wider
  const path = [x + reach, foot]
  for (let step = 0; step <= 24; step++) {
    const angle = (Math.PI * step) / 24
    path.push(x + Math.cos(angle) * reach, foot - rise - Math.sin(angle) * (half * (isLevel ? 1 : 0.9) + wider))
  }
  path.push(x - reach, foot)
  return path
}

function drawRings(scene: Scene, shape: Shape, stone: Lch, distance: number): void {
  const layer = addLayer(scene.surface, 'thing', { angle: 0.6, size: 0.24 })
  for (const arch of shape.arches) {
    const outer = openingAt(shape, arch, 0.017).slice(2, -2)
    const inner = openingAt(shape, arch).slice(2, -2)
    const band = [...outer, ...reversed(inner, 0)]
    const paint = flat(scene.palette.tone({ ...stone, l: Math.min(0.92, stone.l + 0.09) }, distance, 0.12))
    fillPath(scene.surface, band, mottled(paint, 0.16, 0.016), layer)
  }
}

/** Wedges of stone that part the water, a lit and a shaded face each. */
function drawPiers(scene: Scene, { arches, foot, isLevel }: Shape, stone: Lch, distance: number): void {
  const { surface, palette, light } = scene
  for (let index = 0; index + 1 < arches.length; index++) {
    const [right, left] = [arches[index], arches[index + 1]]
    if (!right || !left) continue
    const x = (left.x + left.half + right.x - right.half) / 2
    const half = Math.max(0.012, (right.x - right.half - left.x - left.half) / 2 - 0.012)
    const top = foot - Math.min(left.rise, right.rise) * (isLevel ? 0.55 : 1) - 0.015
    const layer = addLayer(surface, 'thing', { angle: 1.5, size: 0.3 })
    for (const side of [-1, 1]) {
      const face = [x, top - 0.018, x + side * half, top, x + side * half * 1.1, foot + 0.006, x, foot + 0.014]
      const facing = side === light.side ? 0.4 : -0.45
      fillPath(surface, face, mottled(flat(palette.tone(stone, distance, facing)), 0.1, 0.03), layer)
    }
  }
}

function drawParapet(scene: Scene, { top }: Shape, stone: Lch, distance: number): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'thing', { angle: 0.05, size: 0.3 })
  const strip = (from: number, to: number, facing: number) => {
    const upper = top.map((value, index) => (index % 2 === 1 ? value + from : value))
    fillPath(
      surface,
      roughen([...upper, ...reversed(top, to)], 0.0012, 5),
      flat(palette.tone(stone, distance, facing)),
      layer,
    )
  }
  strip(0.02, 0.03, -0.5)
  strip(0, 0.021, 0.36)
  strip(-0.003, 0.004, 0.55)
}

function reversed(path: readonly number[], lower: number): number[] {
  const back: number[] = []
  for (let index = path.length - 2; index >= 0; index -= 2) back.push(path[index] ?? 0, (path[index + 1] ?? 0) + lower)
  return back
}
