import { fillPath } from './canvas/fill.js'
import { fractalAt } from './canvas/noise.js'
import { roughen } from './canvas/outlines.js'
import { downward, mottled } from './canvas/paints.js'
import { addLayer } from './canvas/surface.js'
import { mixLch, lch, type Rgb } from './colour/oklch.js'
import { hasDetail, hasWeather, randomFor, type Scene } from './scene.js'
import type { Random } from './canvas/random.js'

/** Hangs clouds into the sky: a lid in a storm, a veil in rain, streaks at low sun, heaps by day. */
export function drawClouds(scene: Scene): void {
  const random = randomFor(scene, 'clouds')
  if (hasWeather(scene, 'storm')) drawLid(scene, random, 3, 0.62)
  else if (hasWeather(scene, 'rain') || hasWeather(scene, 'snow')) drawLid(scene, random, 2, 0.42)
  else if (hasWeather(scene, 'fog')) return
  else if (scene.plan.time === 'day' || hasDetail(scene, 'clouds') || hasWeather(scene, 'wind')) {
    drawHeaps(scene, random)
  } else if (scene.plan.time === 'night') drawStreaks(scene, random, 3)
  else {
    drawStreaks(scene, random, 5)
    if (random.chance(0.6)) drawHeaps(scene, random, 1)
  }
}

/** Heavy layers that reach down from the upper edge; the gap below them keeps the light. */
function drawLid(scene: Scene, random: Random, count: number, depth: number): void {
  const { surface, palette, plan } = scene
  const local = lch(
    hasWeather(scene, 'snow') ? 0.82 : 0.58,
    plan.time === 'dusk' ? 0.095 : 0.035,
    plan.time === 'dusk' ? 300 : 260,
  )
  for (let index = 0; index < count; index++) {
    const seed = random.below(1e6)
    const share = 1 - index / count
    const edge = scene.horizon * depth * (0.45 + share * 0.55)
    const layer = addLayer(surface, 'cloud', { angle: 0.05, size: 0.95, stretch: 3 })
    const line: number[] = []
    for (let step = 0; step <= 60; step++) {
      const x = (scene.width * step) / 60
      const puffs = Math.abs(fractalAt(x * 3.2, index * 3.1, seed)) * 0.11 + fractalAt(x * 1.1, 5, seed) * 0.07
      line.push(x, edge + puffs)
    }
    const path = [...line, scene.width + 0.1, -0.1, -0.1, -0.1]
    const top = palette.tone({ ...local, l: local.l - 0.12 + index * 0.03 }, 0.12)
    const bottom = palette.tone({ ...local, l: local.l + 0.08 }, 0.22 + index * 0.05, 0.18)
    fillPath(
      surface,
      roughen(path, 0.006, seed),
      mottled(downward(0, edge + 0.08, top, bottom), 0.05, 0.5, 3),
      layer,
      0.93,
    )
  }
}

function drawStreaks(scene: Scene, random: Random, count: number): void {
  const { surface, palette, plan } = scene
  for (let index = 0; index < count; index++) {
    const y = scene.horizon * random.between(0.12, 0.78)
    const half = random.between(0.1, 0.3)
    const x = random.between(0, scene.width)
    const seed = random.below(1e6)
    const thick = random.between(0.004, 0.011)
    const upper: number[] = []
    const lower: number[] = []
    for (let step = 0; step <= 24; step++) {
      const share = step / 24
      const swell = Math.sin(share * Math.PI) ** 0.7 * thick
      const drift = fractalAt(share * 3, 0, seed) * 0.008
      upper.push(x + (share * 2 - 1) * half, y + drift - swell * (0.6 + fractalAt(share * 9, 2, seed) * 0.5))
      lower.unshift(x + (share * 2 - 1) * half, y + drift + swell * 0.7)
    }
    const isLow = y > scene.horizon * 0.45
    const local = plan.time === 'night' ? lch(0.6, 0.03, 250) : isLow ? lch(0.86, 0.075, 45) : lch(0.95, 0.03, 70)
    const rgb = plan.time === 'night' ? palette.tone(local, 0.25) : palette.tone(local, 0.15, 0.25)
    const layer = addLayer(surface, 'cloud', { wander: 0.15, stretch: 5, size: 0.4 })
    fillPath(surface, [...upper, ...lower], flatOver(rgb), layer, plan.time === 'night' ? 0.6 : 0.82)
  }
}

function flatOver(rgb: Rgb) {
  return mottled((_x, _y, out) => out.set(rgb), 0.04, 0.12, 3)
}

/** Heaps with a flat foot: a few round crowns over one base line, lit from the light's side. */
function drawHeaps(scene: Scene, random: Random, count = 2 + random.below(3)): void {
  const { surface, palette, light, plan } = scene
  const warm = mixLch(lch(0.985, 0.012, 90), lch(0.9, 0.07, 60), plan.time === 'day' ? 0 : 0.75)
  for (let index = 0; index < count; index++) {
    const size = random.between(0.09, 0.19) * (index === 0 ? 1.15 : 0.8)
    const x = ((index + random.between(0.15, 0.85)) / count) * scene.width
    const y = scene.horizon * (0.16 + 0.42 * (1 - size / 0.22) + random.between(0, 0.12))
    const layer = addLayer(surface, 'cloud')
    const path = heap(random, x, y, size)
    const bright = palette.tone(warm, 0.06, 0.5)
    const shade = palette.tone({ ...warm, l: warm.l - 0.07 }, 0.34, -0.12)
    const tilt = light.side * 0.25
    const paint = (pointX: number, pointY: number, out: Float32Array) => {
      const across = ((pointX - x) / size) * -tilt
      const down = (pointY - y) / (size * 0.5) + 1.02 + fractalAt(pointX * 16, pointY * 22, 5) * 0.16
      const share = Math.min(1, Math.max(0, (down - across - 0.42) * 1.5))
      for (let channel = 0; channel < 3; channel++) {
        out[channel] = (bright[channel] ?? 0) + ((shade[channel] ?? 0) - (bright[channel] ?? 0)) * share
      }
    }
    fillPath(surface, path, paint, layer, 0.95)
  }
}

function heap(random: Random, x: number, y: number, size: number): number[] {
  const crowns = Array.from({ length: 5 }, (_unused, index) => {
    const place = (index / 4) * 2 - 1
    const height = (0.5 - Math.abs(place) * 0.26) * random.between(0.65, 1.1)
    return { at: place * 0.74 + random.between(-0.1, 0.1), height, reach: random.between(0.3, 0.42) }
  })
  const seed = random.below(1e6)
  const path: number[] = []
  for (let step = 0; step <= 70; step++) {
    const u = (step / 70) * 2 - 1
    let height = 0
    for (const crown of crowns) {
      const away = (u - crown.at) / crown.reach
      if (away * away < 1) height = Math.max(height, crown.height * Math.sqrt(1 - away * away))
    }
    const rough = fractalAt(u * 5, 1, seed) * 0.05
    path.push(x + u * size, y - Math.max(0.02 * (1 - u * u), height + rough) * size)
  }
  path.push(x + size * 0.7, y + size * 0.05, x, y + size * 0.065, x - size * 0.75, y + size * 0.04)
  return path
}
