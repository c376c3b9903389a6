import { fillPath } from '../canvas/fill.js'
import { fractalAt } from '../canvas/noise.js'
import { below, skyline } from '../canvas/outlines.js'
import { downward, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { drawFlowerField } from '../flower-field.js'
import { drawBush, drawConifer } from '../greenery.js'
import { growth, isSnowy } from '../seasons.js'
import { hasDetail, randomFor, shows, type Scene } from '../scene.js'
import { mirror } from '../water.js'
import type { Ground } from './setting.js'

/** A river that winds from the hills to the lower edge, trees along its banks. */
export function drawRiver(scene: Scene): Ground {
  const { surface, palette } = scene
  const random = randomFor(scene, 'river')
  const line = scene.horizon
  const depth = scene.height - line
  for (let index = 0; index < 3; index++) drawHills(scene, line, index)
  const meadow = addLayer(surface, 'ground', { size: 0.8 })
  const local = isSnowy(scene) ? lch(0.95, 0.01, 235) : growth(scene, 0.55)
  const grass = downward(line, scene.height, palette.tone(local, 0.34, 0.15), palette.tone(local, 0, -0.05))
  const edge = skyline(-0.05, scene.width + 0.05, 40, (x) => line + 0.01 + fractalAt(x * 2, 3, 5) * 0.008)
  fillPath(surface, below(edge, scene.height + 0.1), mottled(grass, 0.07, 0.25, 3), meadow)
  const middleAt = (share: number) => {
    const bend = Math.sin(share * 5.2 + 0.6) * 0.2 * (0.25 + share)
    const start = scene.width * 0.5 + (scene.width * 0.5 - scene.focusX) * 0.25
    return start + bend * (scene.focusX > scene.width / 2 ? 1 : -1)
  }
  const halfAt = (share: number) => 0.012 + share ** 1.55 * 0.25
  const water = drawBed(scene, line, depth, middleAt, halfAt)
  const stand = shows(scene, 'boat')
    ? ({ x: middleAt(0.42), y: line + depth * 0.46, size: 0.12, ground: 'water', distance: 0.1 } as const)
    : ({
        x: scene.focusX,
        y: line + depth * (shows(scene, 'bridge') ? 0.3 : 0.34),
        size: 0.18,
        ground: 'land',
        distance: 0.08,
      } as const)
  const places = Array.from({ length: Math.round(30 * scene.width) }, () => random.next() ** 1.6 * 0.5).sort(
    (a, b) => a - b,
  )
  for (const share of places) {
    const side = random.chance(0.5) ? 1 : -1
    const x = middleAt(share) + side * (halfAt(share) + random.between(0.015, 0.32))
    const y = line + depth * share + 0.012
    const isClear = Math.abs(x - stand.x) < 0.14 && share > 0.1
    const size = (0.022 + share * 0.14) * random.between(0.7, 1.3)
    if (isClear || surface.label[pixelAt(scene, x, y)] === water) continue
    if (hasDetail(scene, 'conifer') || random.chance(0.3))
      drawConifer(scene, random, x, y, size * 1.7, 0.42 - share * 0.5)
    else drawBush(scene, random, x, y, size, 0.4 - share * 0.5)
  }
  return {
    stand,
    drawFront: () => {
      mirror(scene, water, line + 0.012, 0.55, 0.003)
      drawCurrent(scene, line, depth, middleAt, halfAt)
      drawFlowerField(scene, line + depth * 0.74)
    },
  }
}

function pixelAt({ surface }: Scene, x: number, y: number): number {
  return Math.floor(y * surface.unitPx) * surface.widthPx + Math.floor(x * surface.unitPx)
}

function drawHills(scene: Scene, line: number, index: number): void {
  const { surface, palette } = scene
  const seed = randomFor(scene, `hill ${index}`).below(1e6)
  const height = 0.16 - index * 0.05
  const layer = addLayer(surface, 'far', { angle: 0.15, size: 0.7 })
  const ridge = skyline(
    -0.05,
    scene.width + 0.05,
    80,
    (x) => line + 0.01 - height * (0.55 + fractalAt(x * (1.5 + index * 0.5), 1, seed) * 0.75),
  )
  const local = isSnowy(scene) ? lch(0.9, 0.015, 235) : index === 0 ? lch(0.56, 0.05, 235) : growth(scene, 0.8)
  const distance = 0.75 - index * 0.17
  const paint = downward(
    line - height,
    line,
    palette.tone(local, distance),
    palette.tone(local, Math.min(0.95, distance + 0.12)),
  )
  fillPath(surface, below(ridge, line + 0.05), paint, layer)
}

type AtShare = (share: number) => number

function drawBed(scene: Scene, line: number, depth: number, middleAt: AtShare, halfAt: AtShare): number {
  const { surface, palette } = scene
  const left: number[] = []
  const right: number[] = []
  for (let step = 0; step <= 60; step++) {
    const share = (step / 60) * 1.05
    const y = line + 0.012 + depth * share
    const wobble = fractalAt(share * 9, 2, 77) * 0.02 * share
    left.unshift(middleAt(share) - halfAt(share) + wobble, y)
    right.push(middleAt(share) + halfAt(share) + fractalAt(share * 9, 5, 78) * 0.02 * share, y)
  }
  const bank = addLayer(surface, 'ground', { size: 0.4 })
  const shade = palette.tone(isSnowy(scene) ? lch(0.8, 0.02, 240) : lch(0.5, 0.05, 80), 0.15, -0.2)
  const lowered = [...right, ...left].map((value, index) => (index % 2 === 1 ? value - 0.006 : value))
  fillPath(surface, lowered, flat(shade), bank, 0.9)
  const layer = addLayer(surface, 'water', { size: 0.6 })
  const paint = downward(line, scene.height, palette.skyAt(0.9), palette.tone(lch(0.52, 0.065, 225), 0, -0.05))
  fillPath(surface, [...right, ...left], paint, layer)
  return layer
}

function drawCurrent(scene: Scene, line: number, depth: number, middleAt: AtShare, halfAt: AtShare): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'current')
  const layer = addLayer(surface, 'water', { size: 0.3 })
  for (let index = 0; index < 90; index++) {
    const share = random.next() ** 0.8
    const y = line + 0.014 + depth * share
    const x = middleAt(share) + halfAt(share) * random.between(-0.85, 0.85)
    const half = halfAt(share) * random.between(0.05, 0.2)
    const thick = 0.0006 + share * 0.0022
    const rgb = random.chance(0.6) ? palette.skyAt(0.95) : palette.tone(lch(0.45, 0.06, 230), 0, -0.2)
    fillPath(surface, [x - half, y, x, y - thick, x + half, y, x, y + thick], flat(rgb), layer, 0.4)
  }
}
