import { addGlow, fillAll, fillPath } from '../canvas/fill.js'
import { fractalAt, noiseTile, readTile } from '../canvas/noise.js'
import { below, blob, curve, ellipse, ribbon, skyline } from '../canvas/outlines.js'
import { downward, flat, mottled } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch, mixLch, type Rgb } from '../colour/oklch.js'
import { randomFor, type Scene } from '../scene.js'
import { drawShoal } from '../subjects/fish.js'
import type { Ground } from './setting.js'

/** Blue depth lit from above: shafts of light, a dark floor with plants, bubbles and small fish. */
export function drawUnderwater(scene: Scene): Ground {
  const random = randomFor(scene, 'underwater')
  drawDepth(scene)
  drawShafts(scene, random)
  drawReefs(scene, random)
  const y = scene.height * 0.46
  return {
    stand: { x: scene.focusX, y, size: 0.3, ground: 'deep', distance: 0.12 },
    drawFront: () => {
      drawShoal(scene, scene.width - scene.focusX, scene.height * 0.62, 12, 0.02)
      drawFloor(scene, random)
      drawBubbles(scene, random)
    },
  }
}

/** A colour at a depth: everything turns to the water's own blue. */
function inDepth(scene: Scene, local: ReturnType<typeof lch>, distance: number): Rgb {
  const isNight = scene.plan.time === 'night'
  const water = isNight ? lch(0.25, 0.06, 248) : lch(0.46, 0.085, 225)
  const seen = isNight ? { ...local, l: local.l * 0.45 } : local
  return scene.palette.glow(mixLch(seen, water, Math.min(0.96, distance)))
}

function drawDepth(scene: Scene): void {
  const { surface } = scene
  const layer = addLayer(surface, 'sky', { angle: 0.3, wander: 0.9, stretch: 3 })
  const isNight = scene.plan.time === 'night'
  const stops = (
    isNight
      ? [lch(0.55, 0.08, 222), lch(0.32, 0.07, 240), lch(0.14, 0.05, 255)]
      : [lch(0.8, 0.085, 198), lch(0.56, 0.095, 215), lch(0.29, 0.075, 245)]
  ).map((stop) => scene.palette.glow(stop))
  const [top, middle, bottom] = stops
  if (!top || !middle || !bottom) return
  const tile = noiseTile(4)
  fillAll(
    surface,
    (x, y, out) => {
      const away = Math.abs(x - scene.light.x) / scene.width
      const share = y / scene.height + away * away * 0.25 + (readTile(tile, x * 160, y * 160) - 0.5) * 0.16
      const part = Math.min(1, Math.max(0, share))
      const [from, to, mixed] = part < 0.45 ? [top, middle, part / 0.45] : [middle, bottom, (part - 0.45) / 0.55]
      for (let channel = 0; channel < 3; channel++) {
        out[channel] = (from[channel] ?? 0) + ((to[channel] ?? 0) - (from[channel] ?? 0)) * mixed
      }
    },
    layer,
  )
}

function drawShafts(scene: Scene, random: Random): void {
  const { surface, light } = scene
  const rgb = inDepth(scene, lch(0.95, 0.05, 190), 0)
  addGlow(surface, { x: light.x, y: -0.05 }, 0.7, rgb, 0.5, 0.6)
  const count = 9
  for (let index = 0; index < count; index++) {
    const turn = (index / (count - 1) - 0.5) * 1.7 + random.between(-0.06, 0.06)
    const reach = scene.height * random.between(0.5, 0.88)
    const startX = light.x + turn * 0.34
    const endX = light.x + turn * 0.34 + Math.sin(turn * 0.75) * reach
    const wide = random.between(0.02, 0.055)
    const layer = addLayer(surface, 'sky', { angle: 1.57 - turn * 0.7, wander: 0.15, size: 0.7, stretch: 4 })
    for (const grow of [1, 0.62]) {
      const path = [
        startX - wide * 0.3 * grow,
        -0.02,
        startX + wide * 0.3 * grow,
        -0.02,
        endX + wide * grow,
        reach,
        endX - wide * grow,
        reach,
      ]
      fillFading(scene, path, rgb, layer, reach, 0.17)
    }
  }
}

function fillFading(
  scene: Scene,
  path: readonly number[],
  rgb: Rgb,
  layer: number,
  reach: number,
  strength: number,
): void {
  const slices = 7
  const at = (share: number, side: 0 | 1) => {
    const topX = path[side * 2] ?? 0
    const bottomX = path[side === 0 ? 6 : 4] ?? 0
    return topX + (bottomX - topX) * share
  }
  for (let slice = 0; slice < slices; slice++) {
    const to = (slice + 1) / slices
    const quad = [at(0, 0), -0.02, at(0, 1), -0.02, at(to, 1), reach * to, at(to, 0), reach * to]
    fillPath(scene.surface, quad, flat(rgb), layer, (strength / slices) * 1.6)
  }
}

function drawReefs(scene: Scene, random: Random): void {
  for (let index = 0; index < 2; index++) {
    const seed = random.below(1e6)
    const layer = addLayer(scene.surface, 'far', { size: 0.6 })
    const foot = scene.height * (0.82 + index * 0.06)
    const ridge = skyline(-0.05, scene.width + 0.05, 80, (x) => foot - Math.max(0, fractalAt(x * 2.2, 1, seed)) * 0.17)
    const rgb = inDepth(scene, lch(0.3, 0.05, 240), 0.72 - index * 0.25)
    fillPath(scene.surface, below(ridge, scene.height + 0.1), flat(rgb), layer)
  }
}

function drawFloor(scene: Scene, random: Random): void {
  const { surface } = scene
  const seed = random.below(1e6)
  const heightAt = (x: number) => scene.height * 0.93 + fractalAt(x * 1.8, 1, seed) * 0.035
  const layer = addLayer(surface, 'ground', { size: 0.6 })
  const sand = downward(
    scene.height * 0.9,
    scene.height,
    inDepth(scene, lch(0.5, 0.06, 225), 0.25),
    inDepth(scene, lch(0.26, 0.05, 245), 0.1),
  )
  fillPath(
    surface,
    below(skyline(-0.05, scene.width + 0.05, 60, heightAt), scene.height + 0.1),
    mottled(sand, 0.12, 0.14, 3),
    layer,
  )
  const hues = [25, 350, 60, 310, 160]
  for (let index = 0; index < 13 * scene.width; index++) {
    const x = random.next() < 0.65 ? random.between(0, 0.36) * scene.width : random.between(0.6, 1) * scene.width
    const y = heightAt(x) + random.between(0.005, 0.05)
    const hue = random.pick([hues[0] ?? 25, ...hues])
    if (random.chance(0.5)) drawWeed(scene, random, x, y)
    else drawCoral(scene, random, x, y, hue)
  }
}

function drawWeed(scene: Scene, random: Random, x: number, y: number): void {
  const layer = addLayer(scene.surface, 'plant', { angle: 1.5, size: 0.25 })
  for (let blade = 0; blade < 4; blade++) {
    const height = random.between(0.07, 0.2)
    const sway = random.between(-0.03, 0.03)
    const startX = x + random.between(-0.02, 0.02)
    const line = curve(
      [startX, y, startX + sway, y - height * 0.35, startX - sway, y - height * 0.7, startX + sway * 1.4, y - height],
      7,
    )
    const rgb = inDepth(scene, lch(random.between(0.36, 0.56), 0.07, random.between(150, 185)), 0.22)
    fillPath(
      scene.surface,
      ribbon(line, (share) => 0.012 * Math.sin((1 - share) * 2.6 + 0.3)),
      flat(rgb),
      layer,
    )
  }
}

function drawCoral(scene: Scene, random: Random, x: number, y: number, hue: number): void {
  const layer = addLayer(scene.surface, 'plant', { size: 0.25 })
  const local = lch(random.between(0.55, 0.68), 0.11, hue)
  const size = random.between(0.025, 0.06)
  const rgb = inDepth(scene, local, 0.3)
  const bright = inDepth(scene, { ...local, l: local.l + 0.1 }, 0.24)
  for (let arm = 0; arm < 6; arm++) {
    const turn = -1.57 + (arm / 5 - 0.5) * 1.9
    const line = [
      x,
      y,
      x + Math.cos(turn) * size * 0.6,
      y + Math.sin(turn) * size * 0.8,
      x + Math.cos(turn) * size,
      y + Math.sin(turn) * size * 1.7,
    ]
    fillPath(
      scene.surface,
      ribbon(line, (share) => size * (0.34 - share * 0.16)),
      flat(arm % 2 === 0 ? rgb : bright),
      layer,
    )
    fillPath(
      scene.surface,
      blob(random, x + Math.cos(turn) * size, y + Math.sin(turn) * size * 1.7, size * 0.15, size * 0.15),
      flat(bright),
      layer,
    )
  }
}

function drawBubbles(scene: Scene, random: Random): void {
  const layer = addLayer(scene.surface, 'light', { size: 0.2 })
  const rgb = inDepth(scene, lch(0.93, 0.03, 200), 0.1)
  const streams = [random.between(0.15, 0.4), random.between(0.6, 0.9)]
  for (const share of streams) {
    for (let index = 0; index < 9; index++) {
      const x = scene.width * share + random.between(-0.02, 0.02)
      const y = scene.height * random.between(0.12, 0.85)
      const size = random.between(0.002, 0.007)
      fillPath(scene.surface, ellipse(x, y, size), flat(rgb), layer, 0.4)
      fillPath(scene.surface, ellipse(x - size * 0.3, y - size * 0.3, size * 0.35), flat(rgb), layer, 0.9)
    }
  }
}
