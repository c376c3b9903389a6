import { fillPath } from '../canvas/fill.js'
import { fractalAt } from '../canvas/noise.js'
import { below, ribbon, roughen, skyline } from '../canvas/outlines.js'
import { across, downward, flat, mottled } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { hasDetail, randomFor, type Scene } from '../scene.js'
import type { Ground } from './setting.js'

const sand = lch(0.75, 0.1, 62)

/** Dunes with knife-sharp crests, one flank in the light and one in shade, and table mountains far off. */
export function drawDesert(scene: Scene): Ground {
  const random = randomFor(scene, 'desert')
  drawMesas(scene, random)
  const depth = scene.height - scene.horizon
  const crests = [0.0, 0.1, 0.27, 0.52]
  crests.forEach((share, index) => drawDune(scene, random, scene.horizon + depth * share, index))
  if (hasDetail(scene, 'cactus')) drawCacti(scene, random)
  return {
    stand: { x: scene.focusX, y: scene.horizon + depth * 0.3, size: 0.17, ground: 'land', distance: 0.06 },
  }
}

function drawMesas(scene: Scene, random: Random): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'far', { angle: 1.5, size: 0.5 })
  for (let index = 0; index < 3; index++) {
    const x = scene.width * random.between(0.05, 0.95)
    const half = random.between(0.05, 0.12)
    const height = random.between(0.04, 0.085)
    const seed = random.below(1e6)
    const foot = scene.horizon + 0.02
    const path = [
      x - half * 1.35,
      foot,
      x - half,
      foot - height * 0.5,
      x - half * 0.92,
      foot - height,
      x + half * 0.9,
      foot - height * 0.97,
      x + half,
      foot - height * 0.45,
      x + half * 1.4,
      foot,
    ]
    const [lit, shade] = [palette.tone(lch(0.6, 0.08, 42), 0.55, 0.2), palette.tone(lch(0.5, 0.07, 30), 0.5, -0.25)]
    const [from, to] = scene.light.side < 0 ? [lit, shade] : [shade, lit]
    fillPath(surface, roughen(path, 0.004, seed), across(x - half, x + half, from, to), layer)
  }
}

/** One dune: the lit flank fills the ground below the crest line; the slip face hangs from its highest point. */
function drawDune(scene: Scene, random: Random, top: number, index: number): void {
  const { surface, palette, light } = scene
  const seed = random.below(1e6)
  const height = 0.075 + index * 0.045
  const phase = random.between(0, 6.28)
  const wide = 1.5 - index * 0.22
  const heightAt = (x: number) => {
    const wave = Math.sin(x * wide * 2.6 + phase) + Math.sin(x * wide * 4.7 + phase * 2.1) * 0.38
    return top + height * 0.5 - wave * height * 0.62 + fractalAt(x * 3, 2, seed) * 0.01
  }
  const distance = 0.52 - index * 0.16
  const layer = addLayer(surface, 'ground', { angle: 0.12 * light.side, wander: 0.3, size: 0.8, stretch: 3.2 })
  const crest = skyline(-0.05, scene.width + 0.05, 120, heightAt)
  const lit = downward(
    top - height * 0.4,
    top + height + 0.22,
    palette.tone({ ...sand, h: sand.h - index * 3 }, distance, 0.5),
    palette.tone({ ...sand, l: 0.64, h: 50 }, distance * 0.6, -0.12),
  )
  fillPath(surface, below(crest, scene.height + 0.1), mottled(lit, 0.05, 0.3, 4), layer)
  for (let x = 0.02; x < scene.width - 0.02; x += 0.01) {
    const isPeak = heightAt(x) < heightAt(x - 0.01) && heightAt(x) <= heightAt(x + 0.01)
    if (isPeak) drawSlipFace(scene, heightAt, x, height, distance, seed)
  }
  if (index === 3) drawSandRipples(scene, random, heightAt)
}

function drawSlipFace(
  scene: Scene,
  heightAt: (x: number) => number,
  peakX: number,
  height: number,
  distance: number,
  seed: number,
): void {
  const { surface, palette, light } = scene
  const away = -light.side
  const outer: number[] = []
  const inner: number[] = []
  const reach = 0.2 + height * 2.2
  for (let step = 0; step <= 36; step++) {
    const share = step / 36
    const x = peakX + away * share * reach
    if (share > 0.2 && heightAt(x) < heightAt(x - away * 0.008)) break
    outer.push(x, heightAt(x))
    const swing = Math.sin(share * 2.7) * 0.1 + share * share * 0.12 + fractalAt(share * 3, peakX * 5, seed) * 0.012
    inner.unshift(
      peakX + away * (share * reach * 0.94 - swing * 0.55),
      heightAt(peakX) + share * height * 2.1 + share * share * 0.05,
    )
  }
  if (outer.length < 12) return
  const layer = addLayer(surface, 'ground', { angle: 0.75 * away, wander: 0.3, size: 0.65 })
  const top = heightAt(peakX)
  const paint = downward(
    top,
    top + height * 2.4,
    palette.tone({ ...sand, l: 0.6, h: 48 }, distance, -0.5),
    palette.tone({ ...sand, l: 0.66 }, distance * 0.8, -0.2),
  )
  fillPath(surface, [...outer, ...inner], mottled(paint, 0.04, 0.2, 2), layer, 0.94)
}

function drawSandRipples(scene: Scene, random: Random, heightAt: (x: number) => number): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'ground', { size: 0.3 })
  for (let index = 0; index < 34; index++) {
    const share = (index + random.next()) / 34
    const x = random.between(-0.1, scene.width)
    const length = random.between(0.12, 0.36)
    const line: number[] = []
    for (let step = 0; step <= 12; step++) {
      const at = x + (length * step) / 12
      line.push(at, heightAt(at) + 0.05 + share * 0.26 + Math.sin(step * 1.1 + index) * 0.003)
    }
    const rgb = palette.tone({ ...sand, l: 0.64 }, 0.05, -0.2)
    fillPath(
      surface,
      ribbon(line, (part) => Math.sin(part * Math.PI) * (0.0012 + share * 0.0022)),
      flat(rgb),
      layer,
      0.4,
    )
  }
}

function drawCacti(scene: Scene, random: Random): void {
  const { surface, palette, light } = scene
  for (let index = 0; index < 4; index++) {
    const isNear = index === 3
    const x = isNear ? scene.width - scene.focusX : scene.width * random.between(0.06, 0.94)
    const y = isNear ? scene.height * 0.9 : scene.horizon + (scene.height - scene.horizon) * random.between(0.2, 0.5)
    const size = isNear ? 0.3 : random.between(0.06, 0.1)
    const layer = addLayer(surface, 'thing', { angle: 1.57, size: 0.35 })
    const local = lch(0.5, 0.07, 145)
    const paint = across(
      x - size * 0.12,
      x + size * 0.12,
      palette.tone(local, 0.1, -0.4 * light.side),
      palette.tone(local, 0.1, 0.4 * light.side),
    )
    const limb = (line: readonly number[], wide: number) =>
      fillPath(
        surface,
        ribbon(line, (share) => wide * Math.min(1, (1.02 - share) * 7)),
        paint,
        layer,
      )
    limb([x, y, x, y - size * 0.5, x, y - size * 0.8, x, y - size], size * 0.15)
    for (const side of [-1, 1] as const) {
      const start = y - size * (side < 0 ? 0.36 : 0.5)
      limb(
        [
          x,
          start,
          x + side * size * 0.17,
          start - size * 0.01,
          x + side * size * 0.21,
          start - size * 0.1,
          x + side * size * 0.21,
          start - size * 0.3,
        ],
        size * 0.1,
      )
    }
  }
}
