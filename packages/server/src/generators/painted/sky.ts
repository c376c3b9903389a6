import { addGlow, fillAll, fillPath } from './canvas/fill.js'
import { noiseTile, readTile } from './canvas/noise.js'
import { blob, curve, ellipse, ribbon } from './canvas/outlines.js'
import { downward, flat, mottled } from './canvas/paints.js'
import { addLayer } from './canvas/surface.js'
import { lch } from './colour/oklch.js'
import { drawClouds } from './clouds.js'
import { randomFor, shows, type Scene } from './scene.js'

/** Paints air down to the horizon, then sun or moon, stars, aurora and clouds. */
export function drawSky(scene: Scene): void {
  const { surface, palette } = scene
  const sky = addLayer(surface, 'sky')
  const tile = noiseTile(4)
  fillAll(
    surface,
    (x, y, out) => {
      const wave = (readTile(tile, x * 220 + 40, y * 330) - 0.5) * 0.12
      out.set(palette.skyAt(y / scene.horizon + wave))
    },
    sky,
  )
  const { time } = scene.plan
  if (time === 'night' || shows(scene, 'stars')) drawStars(scene)
  if (shows(scene, 'aurora')) drawAurora(scene)
  if (hasDisk(scene)) drawDisk(scene)
  drawClouds(scene)
}

function hasDisk(scene: Scene): boolean {
  const { plan } = scene
  if (shows(scene, 'moon') || shows(scene, 'sun') || plan.details.includes('low-sun')) return true
  if (shows(scene, 'aurora')) return false
  if (plan.weather.some((kind) => kind === 'rain' || kind === 'storm' || kind === 'fog')) return false
  if (plan.time === 'night') return !shows(scene, 'stars') || randomFor(scene, 'moon').chance(0.4)
  if (plan.time === 'day') return randomFor(scene, 'sun').chance(0.25)
  return true
}

function drawDisk(scene: Scene): void {
  const { surface, palette, light, plan } = scene
  const isMoon = shows(scene, 'moon') || plan.time === 'night'
  const isNamed = shows(scene, 'moon') || shows(scene, 'sun')
  const radius = light.radius * (isNamed ? 1.25 : 1)
  const layer = addLayer(surface, 'light', { size: 0.5, wander: 2 })
  addGlow(surface, light, radius * 5.5, palette.disk, plan.time === 'night' ? 0.3 : 0.5)
  addGlow(surface, light, radius * 2.3, palette.disk, 0.4)
  fillPath(surface, ellipse(light.x, light.y, radius), flat(palette.disk), layer)
  if (!isMoon) return
  const random = randomFor(scene, 'craters')
  const crater = flat(palette.glow(lch(0.87, 0.025, 90)))
  for (let index = 0; index < 5; index++) {
    const angle = random.between(0, 6.28)
    const away = radius * random.between(0.1, 0.62)
    const size = radius * random.between(0.08, 0.24)
    const spot = blob(random, light.x + Math.cos(angle) * away, light.y + Math.sin(angle) * away, size, size * 0.85)
    fillPath(surface, spot, crater, layer, 0.6)
  }
}

function drawStars(scene: Scene): void {
  const { surface, palette, plan } = scene
  const layer = addLayer(surface, 'light', { size: 0.12 })
  const random = randomFor(scene, 'stars')
  const isNamed = shows(scene, 'stars')
  const count = (isNamed ? 170 : 75) * scene.width
  for (let index = 0; index < count; index++) {
    const x = random.between(0, scene.width)
    const y = scene.horizon * random.next() ** 1.25 * 0.95
    const size = 0.0011 + random.next() ** 5 * 0.0032
    const rgb = palette.glow(lch(0.93, 0.035, random.pick([80, 240, 250])))
    if (plan.time !== 'night' && random.chance(0.5)) continue
    fillPath(surface, ellipse(x, y, size, size, 0, 10), flat(rgb), layer, random.between(0.5, 0.98))
  }
  if (isNamed && plan.time === 'night') drawMilkyWay(scene)
}

function drawMilkyWay(scene: Scene): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'milky way')
  const side = -scene.light.side
  for (let index = 0; index < 26; index++) {
    const share = index / 25
    const x = scene.width * (0.5 + side * (0.5 - share * 0.75)) + random.between(-0.05, 0.05)
    const y = scene.horizon * (1.05 - share * 1.15) + random.between(-0.05, 0.05)
    const hue = random.between(240, 310)
    addGlow(surface, { x, y }, random.between(0.08, 0.2), palette.glow(lch(0.62, 0.05, hue)), 0.13)
  }
}

function drawAurora(scene: Scene): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'aurora')
  const layer = addLayer(surface, 'sky', { angle: 1.5, wander: 0.3, stretch: 4 })
  for (const hue of [158, 168, 305]) {
    const base = scene.horizon * random.between(0.5, 0.78)
    const points: number[] = []
    for (let step = 0; step <= 6; step++) {
      points.push((scene.width * (step * 1.3 - 0.9)) / 6, base + random.between(-0.13, 0.13))
    }
    const line = curve(points, 26)
    const height = scene.horizon * random.between(0.36, 0.55)
    for (let index = 0; index < line.length - 2; index += 2) {
      const x = line[index] ?? 0
      const y = line[index + 1] ?? 0
      const strength = 0.2 + 0.3 * random.next() * (0.5 + 0.5 * Math.sin(index * 0.11 + hue))
      const near = palette.glow(lch(0.8, 0.15, hue))
      const top = y - height * random.between(0.7, 1.1)
      const ray = ribbon([x, y, x + 0.012, top], (share) => 0.016 + share * 0.008)
      fillPath(surface, ray, fading(top, y, palette.skyAt(Math.max(0, top / scene.horizon)), near), layer, strength)
    }
  }
}

function fading(
  top: number,
  bottom: number,
  away: readonly [number, number, number],
  near: readonly [number, number, number],
) {
  return mottled(downward(top, bottom, away, near), 0.06, 0.05)
}
