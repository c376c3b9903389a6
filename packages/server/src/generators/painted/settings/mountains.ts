import { fillPath, type Paint } from '../canvas/fill.js'
import { fractalAt } from '../canvas/noise.js'
import { below, skyline } from '../canvas/outlines.js'
import { downward, flat, mottled } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { drawConifer } from '../greenery.js'
import { growth, isSnowy } from '../seasons.js'
import { hasDetail, hasWalker, randomFor, shows, type Scene } from '../scene.js'
import { drawGlitter, drawRipples, drawWater, mirror, type Water } from '../water.js'
import type { Ground } from './setting.js'
import { drawWaterfall } from './waterfall.js'

/** Ranges behind ranges with broken light and shade; a lake or a valley in front. */
export function drawMountains(scene: Scene): Ground {
  const random = randomFor(scene, 'mountains')
  const isLakeNamed = hasDetail(scene, 'lake') || hasDetail(scene, 'waterfall') || shows(scene, 'boat')
  const hasLake = isLakeNamed || (!shows(scene, 'house') && !hasWalker(scene) && random.chance(0.62))
  const line = scene.horizon
  const heights = [0.2, 0.3, 0.17]
  heights.forEach((height, index) => {
    const distance = 0.78 - index * 0.24
    drawRange(scene, random, line + index * 0.008, height * Math.min(1.25, scene.height), distance, index === 1)
  })
  drawFoothill(scene, random, line)
  if (hasDetail(scene, 'waterfall')) drawWaterfall(scene, line + 0.012)
  const stand = { x: scene.focusX, y: line + 0.012, size: 0.13, ground: 'land', distance: 0.2 } as const
  if (hasLake) {
    const water: Water = {
      top: line + 0.012,
      bottom: scene.height + 0.05,
      local: lch(0.58, 0.055, 222),
      roughness: 0.4,
    }
    const layer = drawWater(scene, water)
    const onShore = shows(scene, 'boat')
      ? ({
          x: scene.focusX,
          y: line + (scene.height - line) * 0.38,
          size: 0.16,
          ground: 'water',
          distance: 0.06,
        } as const)
      : stand
    const finishWater = () => {
      mirror(scene, layer, water.top, 0.62, 0.004)
      drawRipples(scene, { ...water, roughness: 0.3 }, layer)
      if (scene.plan.time !== 'day') drawGlitter(scene, water)
      drawShore(scene, random)
    }
    if (!hasWalker(scene)) return { stand: onShore, drawFront: finishWater }
    finishWater()
    return { stand: { x: scene.focusX, y: scene.height * 0.955, size: 0.25, ground: 'land', distance: 0 } }
  }
  drawValley(scene, random, line)
  return {
    stand: hasWalker(scene)
      ? { x: scene.focusX, y: line + (scene.height - line) * 0.62, size: 0.23, ground: 'land', distance: 0.03 }
      : { x: scene.focusX, y: line + (scene.height - line) * 0.3, size: 0.17, ground: 'land', distance: 0.08 },
    drawFront: () => drawShore(scene, random),
  }
}

interface Peak {
  readonly x: number
  readonly height: number
  readonly left: number
  readonly right: number
}

/** One range: a few peaks with straight flanks, broken by noise; the side away from the light is in shade. */
function drawRange(
  scene: Scene,
  random: Random,
  foot: number,
  height: number,
  distance: number,
  isMain: boolean,
): void {
  const { surface, palette, light } = scene
  const seed = random.below(1e6)
  const count = Math.round((isMain ? 3 : 4) * scene.width) + 1
  const peaks: Peak[] = Array.from({ length: count }, (_unused, index) => ({
    x: ((index + random.between(0.1, 0.9)) / count) * scene.width * 1.1 - 0.05,
    height: height * random.between(0.45, 0.8),
    left: random.between(0.55, 1),
    right: random.between(0.55, 1),
  }))
  if (isMain) peaks.push({ x: scene.focusX + random.between(-0.06, 0.06), height, left: 0.75, right: 0.85 })
  const heightAt = (x: number) => {
    let most = height * 0.1
    for (const peak of peaks) {
      const away = x < peak.x ? (peak.x - x) * peak.left : (x - peak.x) * peak.right
      most = Math.max(most, peak.height - away * (0.95 + fractalAt(x * 5, 2, seed) * 0.25))
    }
    return most + fractalAt(x * 15, 1, seed) * height * 0.085
  }
  const ridge = skyline(-0.05, scene.width + 0.05, 170, (x) => foot - heightAt(x))
  const layer = addLayer(surface, 'far', { angle: 0.95 * light.side, wander: 0.4, size: 0.55 })
  const rock = lch(0.6, 0.025, 265)
  const top = palette.tone(rock, distance, 0.15)
  const base = palette.tone({ ...rock, l: 0.66 }, Math.min(1, distance + 0.2))
  fillPath(surface, below(ridge, foot + 0.02), downward(foot - height, foot, top, base), layer)
  for (const peak of peaks) drawShade(scene, peak, heightAt, foot, distance, rock, seed)
  const isIcy = isSnowy(scene) || isMain || random.chance(0.4)
  if (isIcy) drawSnowCap(scene, heightAt, foot, height * (isSnowy(scene) ? 0.3 : 0.64), distance, seed)
}

/** The shaded flank: from the summit down, with a zigzag edge towards the light. */
function drawShade(
  scene: Scene,
  peak: Peak,
  heightAt: (x: number) => number,
  foot: number,
  distance: number,
  rock: Lch,
  seed: number,
): void {
  const { surface, palette, light } = scene
  const away = -light.side
  const outer: number[] = []
  const inner: number[] = []
  for (let step = 0; step <= 26; step++) {
    const share = step / 26
    const x = peak.x + away * share * peak.height * 0.85
    if (heightAt(x) > peak.height * 1.02 - share * peak.height * 0.2 && share > 0.15) break
    outer.push(x, foot - heightAt(x))
    const zigzag = fractalAt(share * 11, peak.x * 9, seed) * 0.045 * (0.4 + share)
    inner.unshift(peak.x + zigzag - away * share * peak.height * 0.16, foot - peak.height * (1 - share * 0.95))
  }
  if (outer.length < 10) return
  const layer = addLayer(surface, 'far', { angle: 0.95 * away, wander: 0.4, size: 0.5 })
  const top = palette.tone({ ...rock, l: rock.l - 0.1 }, distance, -0.5)
  const base = palette.tone(rock, Math.min(1, distance + 0.18), -0.1)
  fillPath(surface, [...outer, ...inner], downward(foot - peak.height, foot, top, base), layer, 0.85)
}

function drawSnowCap(
  scene: Scene,
  heightAt: (x: number) => number,
  foot: number,
  limit: number,
  distance: number,
  seed: number,
): void {
  const { surface, palette, light } = scene
  const steps = Math.round(180 * scene.width)
  let upper: number[] = []
  let lower: number[] = []
  const flush = () => {
    if (upper.length >= 6) {
      const layer = addLayer(surface, 'far', { angle: 0.9 * light.side, size: 0.4 })
      const bright = palette.tone(
        lch(0.97, 0.01, 240),
        distance * (palette.isDark ? 0.35 : 0.75),
        palette.isDark ? 0.75 : 0.35,
      )
      fillPath(surface, [...upper, ...lower], flat(bright), layer, 0.9)
    }
    upper = []
    lower = []
  }
  for (let step = 0; step <= steps; step++) {
    const x = (scene.width * step) / steps
    const height = heightAt(x)
    const edge = limit * (1 + fractalAt(x * 30, 6, seed) * 0.3)
    const slope = heightAt(x + 0.012 * light.side) - heightAt(x - 0.012 * light.side)
    const depth = (height - edge) * (slope < 0 ? 0.95 : 0.35)
    if (depth <= 0.002) {
      flush()
      continue
    }
    upper.push(x, foot - height)
    lower.unshift(x, foot - height + depth + Math.abs(fractalAt(x * 60, 3, seed)) * 0.02)
  }
  flush()
}

/** A wooded strip that joins the range to the plain. */
function drawFoothill(scene: Scene, random: Random, line: number): void {
  const { surface, palette } = scene
  const seed = random.below(1e6)
  const layer = addLayer(surface, 'ground', { size: 0.5 })
  const ridge = skyline(-0.05, scene.width + 0.05, 90, (x) => line - 0.028 - fractalAt(x * 2.2, 1, seed) * 0.024)
  const local = isSnowy(scene) ? lch(0.93, 0.012, 235) : growth(scene, 0)
  for (let index = 0; index < 46 * scene.width; index++) {
    const x = random.between(0, scene.width)
    const y = line - 0.02 - fractalAt(x * 2.2, 1, seed) * 0.02
    if (fractalAt(x * 3, 5, seed) > -0.1) drawConifer(scene, random, x, y, random.between(0.02, 0.045), 0.36)
  }
  const paint: Paint = downward(
    line - 0.06,
    line + 0.02,
    palette.tone(local, 0.36, isSnowy(scene) && palette.isDark ? 0.4 : 0),
    palette.tone(local, 0.2, -0.1),
  )
  fillPath(surface, below(ridge, line + 0.11), mottled(paint, 0.06, 0.2, 3), layer)
}

function drawValley(scene: Scene, random: Random, line: number): void {
  const { surface, palette } = scene
  for (let index = 0; index < 3; index++) {
    const seed = random.below(1e6)
    const top = line + (scene.height - line) * (0.04 + index * 0.3)
    const layer = addLayer(surface, 'ground', { size: 0.8 })
    const hill = skyline(-0.05, scene.width + 0.05, 60, (x) => top + fractalAt(x * 1.3, index, seed) * 0.05)
    const local = isSnowy(scene) ? lch(0.95 - index * 0.02, 0.012, 235) : growth(scene, index * 0.4)
    const paint = downward(
      top - 0.05,
      top + 0.3,
      palette.tone(local, 0.2 - index * 0.09, isSnowy(scene) && palette.isDark ? 0.6 : 0.2),
      palette.tone(local, 0, -0.12),
    )
    fillPath(surface, below(hill, scene.height + 0.1), mottled(paint, 0.07, 0.3, 3), layer)
  }
}

/** The near shore and its conifers, on the side away from the subject. */
function drawShore(scene: Scene, random: Random): void {
  const { surface, palette } = scene
  const side = scene.focusX > scene.width / 2 ? -1 : 1
  const seed = random.below(1e6)
  const local = isSnowy(scene) ? lch(0.96, 0.01, 235) : growth(scene, 0.6)
  const bankAt = (x: number) => {
    const share = Math.max(0, side < 0 ? x / scene.width : 1 - x / scene.width)
    return scene.height * (0.895 + share ** 1.2 * (hasWalker(scene) ? 0.025 : 0.095)) + fractalAt(x * 3, 2, seed) * 0.01
  }
  const bank = skyline(-0.05, scene.width + 0.05, 60, bankAt)
  const layer = addLayer(surface, 'plant', { angle: 0.1, wander: 0.4, stretch: 2.4 })
  fillPath(
    surface,
    below(bank, scene.height + 0.1),
    mottled(flat(palette.tone(local, 0, isSnowy(scene) && palette.isDark ? 0.55 : 0.1)), 0.08, 0.1, 2),
    layer,
  )
  const places = Array.from({ length: 6 }, () => random.next() ** 1.3 * 0.34).sort((a, b) => b - a)
  for (const share of places) {
    const x = side < 0 ? share * scene.width - 0.01 : scene.width * (1 - share) + 0.01
    const size = (0.36 - share * 0.62) * random.between(0.85, 1.15)
    drawConifer(scene, random, x, bankAt(x) + random.between(0.014, 0.03), Math.max(0.1, size), 0)
  }
}
