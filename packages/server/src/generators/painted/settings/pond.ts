import { fillAll, fillPath } from '../canvas/fill.js'
import { noiseTile, readTile } from '../canvas/noise.js'
import { blob, ellipse, ribbon } from '../canvas/outlines.js'
import { flat, round } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, type Scene } from '../scene.js'
import { startFigure } from '../subjects/figure.js'
import type { Ground } from './setting.js'

/** A pond seen from above: koi under the surface, lily pads on it. */
export function drawPond(scene: Scene): Ground {
  const random = randomFor(scene, 'pond')
  drawDepth(scene)
  const subject = scene.plan.subjects.find(({ kind }) => kind === 'fish')
  const swimmers = [
    { x: scene.focusX, y: scene.height * 0.5, size: 0.4, turn: random.between(0.3, 0.8) },
    { x: scene.width - scene.focusX, y: scene.height * 0.3, size: 0.27, turn: random.between(2.6, 3.3) },
    { x: scene.width * 0.42, y: scene.height * 0.77, size: 0.3, turn: random.between(-0.9, -0.4) },
  ]
  for (const swimmer of swimmers.toReversed())
    drawKoi(scene, random, swimmer, subject?.colour ? namedColours[subject.colour] : undefined)
  drawRings(scene, random)
  drawLilies(scene, random)
  return { stand: { x: scene.focusX, y: scene.height * 0.5, size: 0.2, ground: 'deep', distance: 0 } }
}

function drawDepth(scene: Scene): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'water', { angle: 0.3, wander: 1.2, stretch: 2.6 })
  const tile = noiseTile(4)
  const fine = noiseTile(16)
  const light = palette.tone(lch(0.62, 0.06, 188), 0, 0.3)
  const dark = palette.tone(lch(0.38, 0.055, 200), 0, -0.3)
  fillAll(
    surface,
    (x, y, out) => {
      const slope = 0.5 + (y / scene.height - 0.5) * 0.5 - (x / scene.width - 0.5) * 0.4 * scene.light.side
      const wave = (readTile(tile, x * 230, y * 230) - 0.5) * 0.9 + (readTile(fine, x * 90, y * 130) - 0.5) * 0.25
      const share = Math.min(1, Math.max(0, slope + wave))
      for (let channel = 0; channel < 3; channel++) {
        out[channel] = (light[channel] ?? 0) + ((dark[channel] ?? 0) - (light[channel] ?? 0)) * share
      }
    },
    layer,
  )
}

interface Swimmer {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly turn: number
}

function drawKoi(scene: Scene, random: Random, { x, y, size, turn }: Swimmer, named?: Lch): void {
  const shadow = flat(scene.palette.tone(lch(0.28, 0.045, 205), 0, -0.3))
  const shift = size * 0.16
  const below = addLayer(scene.surface, 'water', { size: 0.5 })
  fillPath(
    scene.surface,
    ellipse(x - scene.light.side * shift, y + shift, size * 0.5, size * 0.14, turn),
    shadow,
    below,
    0.5,
  )
  const figure = startFigure(scene, { x, y, size, faces: 1, distance: 0, turn }, 0.26)
  const base = random.pick([lch(0.95, 0.02, 85), lch(0.72, 0.15, 55), lch(0.93, 0.03, 85)])
  const mark = named ?? (base.l > 0.9 ? lch(0.64, 0.18, 38) : lch(0.95, 0.02, 85))
  const fin = figure.tone({ ...base, l: Math.min(0.95, base.l + 0.04) }, 0)
  const bend = random.between(0.06, 0.12) * (random.chance(0.5) ? 1 : -1)
  const spine = (share: number) => bend * Math.sin(share * 4.2)
  for (const side of [-1, 1]) {
    figure.body(
      [0.22, side * 0.08, 0.16, side * 0.24, 0.02, side * 0.3, 0.06, side * 0.17, 0.12, side * 0.08],
      fin,
      0.8,
    )
    figure.body([-0.14, side * 0.07, -0.2, side * 0.16, -0.29, side * 0.17, -0.24, side * 0.06], fin, 0.75)
  }
  const tailY = spine(1)
  figure.body(
    [
      -0.42,
      tailY,
      -0.6,
      tailY - 0.17,
      -0.76,
      tailY - 0.15,
      -0.64,
      tailY + 0.01,
      -0.72,
      tailY + 0.17,
      -0.56,
      tailY + 0.14,
    ],
    fin,
    0.85,
  )
  const line: number[] = []
  for (let step = 0; step <= 12; step++) line.push(0.46 - step * 0.08, spine(step / 12))
  figure.limb(
    line,
    [0.1, 0.19, 0.235, 0.255, 0.26, 0.25, 0.23, 0.2, 0.165, 0.13, 0.1, 0.075, 0.05],
    figure.coat(base, 1),
  )
  for (const [along, across, length] of [
    [0.34, 0.02, 0.1],
    [0.06, -0.03, 0.13],
    [-0.18, 0.03, 0.1],
    [-0.36, 0, 0.05],
  ] as const) {
    const wide = 0.085 * (1 - Math.abs(along) * 0.9)
    figure.body(
      [
        along + length,
        across,
        along + length * 0.4,
        across - wide,
        along - length * 0.7,
        across - wide * 0.8,
        along - length,
        across + wide * 0.4,
        along,
        across + wide * 1.1,
      ],
      figure.tone(mark, 0.1),
    )
  }
  figure.limb([0.2, spine(0.3) * 0.7, 0, spine(0.5), -0.16, spine(0.65)], [0.012, 0.03, 0.012], fin, 0.6)
  for (const side of [-1, 1]) figure.spot(0.41, side * 0.055, 0.018, 0.018, figure.tone(lch(0.18, 0.02, 260), -0.3))
}

function drawRings(scene: Scene, random: Random): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'water', { size: 0.3 })
  const pale = flat(palette.tone(lch(0.88, 0.03, 195), 0, 0.2))
  for (let ring = 0; ring < 4; ring++) {
    const x = random.between(0.1, 0.9) * scene.width
    const y = random.between(0.1, 0.9) * scene.height
    for (let wave = 1; wave <= 2; wave++) {
      const arc: number[] = []
      const from = random.between(0, 6.28)
      for (let step = 0; step <= 20; step++) {
        const angle = from + (step / 20) * 3.6
        arc.push(x + Math.cos(angle) * 0.055 * wave, y + Math.sin(angle) * 0.045 * wave)
      }
      fillPath(
        surface,
        ribbon(arc, (share) => 0.0045 * Math.sin(share * Math.PI)),
        pale,
        layer,
        0.4,
      )
    }
  }
}

/** Pads in two groups, notched, a flower on some. */
function drawLilies(scene: Scene, random: Random): void {
  const { surface, palette, light } = scene
  const far = scene.width - scene.focusX
  const groups = [
    { x: far * 0.9 + scene.width * 0.05, y: scene.height * 0.86, count: 6 },
    { x: scene.focusX, y: scene.height * 0.1, count: 5 },
    { x: far, y: scene.height * 0.56, count: 1 },
  ]
  for (const group of groups) {
    for (let pad = 0; pad < group.count; pad++) {
      const radius = random.between(0.05, 0.105)
      const x = group.x + random.between(-0.22, 0.22) * (group.count > 1 ? 1 : 0.2)
      const y = group.y + random.between(-0.08, 0.1)
      const notch = random.between(0, 6.28)
      const shade = flat(palette.tone(lch(0.26, 0.045, 205), 0, -0.3))
      const layer = addLayer(surface, 'thing', { angle: notch, wander: 1, size: 0.4 })
      const outline: number[] = [x, y]
      for (let step = 0; step <= 30; step++) {
        const angle = notch + 0.28 + (step / 30) * (Math.PI * 2 - 0.56)
        outline.push(x + Math.cos(angle) * radius, y + Math.sin(angle) * radius * 0.92)
      }
      const moved = outline.map((value, index) => value + (index % 2 === 0 ? -light.side * 0.012 : 0.014))
      fillPath(surface, moved, shade, layer, 0.45)
      const green = lch(random.between(0.58, 0.68), 0.085, random.between(128, 150))
      const paint = round(
        x + light.side * radius * 0.5,
        y - radius * 0.5,
        radius * 1.7,
        palette.tone(green, 0, 0.4),
        palette.tone(green, 0, -0.25),
      )
      fillPath(surface, outline, paint, layer)
      for (let vein = 0; vein < 7; vein++) {
        const angle = notch + 0.6 + vein * 0.84
        const reach = radius * 0.86
        const line = [x, y, x + Math.cos(angle) * reach, y + Math.sin(angle) * reach * 0.92]
        fillPath(
          surface,
          ribbon(line, () => 0.0026),
          flat(palette.tone({ ...green, l: green.l + 0.1 }, 0, 0.2)),
          layer,
          0.5,
        )
      }
      if (pad % 3 === 0) drawBlossom(scene, random, x, y, radius * 0.62)
    }
  }
}

function drawBlossom(scene: Scene, random: Random, x: number, y: number, size: number): void {
  const layer = addLayer(scene.surface, 'thing', { size: 0.25, wander: 2 })
  const turn = random.between(0, 1)
  for (const [ring, petals] of [
    [1, 9],
    [0.66, 7],
  ] as const) {
    for (let petal = 0; petal < petals; petal++) {
      const angle = turn + (petal / petals) * Math.PI * 2 + ring
      const [atX, atY] = [x + Math.cos(angle) * size * 0.5 * ring, y + Math.sin(angle) * size * 0.48 * ring]
      const facing = Math.cos(angle) * scene.light.side * 0.3 - Math.sin(angle) * 0.2
      const rgb = scene.palette.tone(lch(0.9 - (1 - ring) * 0.1, 0.055, 355), 0, facing)
      fillPath(scene.surface, ellipse(atX, atY, size * 0.46 * ring, size * 0.19, angle, 18), flat(rgb), layer)
    }
  }
  fillPath(
    scene.surface,
    blob(random, x, y, size * 0.17, size * 0.16, 0.1),
    flat(scene.palette.tone(lch(0.86, 0.13, 88), 0, 0.2)),
    layer,
  )
}
