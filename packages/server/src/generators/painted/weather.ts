import type { Canvas } from './canvas/canvas.js'
import { noiseTile, readTile } from './canvas/noise.js'
import { createRandom, hashText, type Random } from './canvas/random.js'
import { hasWeather, type Scene } from './scene.js'

/** Lays rain, snow and drifting fog over a nearly finished canvas. */
export function paintWeather(canvas: Canvas, scene: Scene): void {
  const isInside = scene.plan.setting === 'still-life' || scene.plan.setting === 'underwater'
  if (isInside || scene.plan.setting === 'space') return
  const random = createRandom(hashText('weather', scene.plan.brushSeed))
  if (hasWeather(scene, 'fog')) drawFog(canvas, scene)
  if (hasWeather(scene, 'rain') || hasWeather(scene, 'storm')) drawRain(canvas, scene, random)
  if (hasWeather(scene, 'snow')) drawSnow(canvas, scene, random)
}

function drawRain(canvas: Canvas, scene: Scene, random: Random): void {
  const isHeavy = hasWeather(scene, 'storm') || hasWeather(scene, 'wind')
  const count = Math.round((isHeavy ? 230 : 190) * scene.width * scene.height)
  const slant = (isHeavy ? 0.38 : 0.16) * (random.chance(0.5) ? 1 : -1)
  for (let drop = 0; drop < count; drop++) {
    const length = random.between(0.02, 0.055)
    const x = random.between(-0.1, scene.width + 0.1)
    const y = random.between(-0.05, scene.height)
    drawStreak(canvas, x, y, slant * length, length, random.between(0.1, 0.3))
  }
}

function drawStreak(canvas: Canvas, x: number, y: number, dx: number, dy: number, strength: number): void {
  const { unitPx, widthPx, heightPx, rgb } = canvas
  const steps = Math.max(2, Math.ceil(dy * unitPx))
  const thickness = Math.max(1, Math.round(unitPx / 700))
  for (let step = 0; step < steps; step++) {
    const share = step / steps
    const pixelX = Math.round((x + dx * share) * unitPx)
    const pixelY = Math.round((y + dy * share) * unitPx)
    if (pixelY < 0 || pixelY >= heightPx) continue
    for (let wide = 0; wide < thickness; wide++) {
      const column = pixelX + wide
      if (column < 0 || column >= widthPx) continue
      lighten(rgb, (pixelY * widthPx + column) * 3, strength * Math.sin(share * Math.PI))
    }
  }
}

function drawSnow(canvas: Canvas, scene: Scene, random: Random): void {
  const { unitPx, widthPx, heightPx, rgb } = canvas
  const count = Math.round(340 * scene.width * scene.height)
  for (let flake = 0; flake < count; flake++) {
    const nearness = random.next() ** 3
    const radius = Math.max(0.7, (0.0013 + nearness * 0.0052) * unitPx)
    const centreX = random.between(0, widthPx)
    const centreY = random.between(0, heightPx)
    const strength = random.between(0.45, 0.9) * (1 - nearness * 0.3)
    for (let y = Math.max(0, Math.floor(centreY - radius)); y < Math.min(heightPx, centreY + radius); y++) {
      for (let x = Math.max(0, Math.floor(centreX - radius)); x < Math.min(widthPx, centreX + radius); x++) {
        const away = ((x - centreX) ** 2 + (y - centreY) ** 2) / (radius * radius)
        if (away < 1) lighten(rgb, (y * widthPx + x) * 3, strength * (1 - away))
      }
    }
  }
}

/** Bands of mist that lie thickest around the horizon. */
function drawFog(canvas: Canvas, scene: Scene): void {
  const { unitPx, widthPx, heightPx, rgb } = canvas
  const tile = noiseTile(4)
  const [red, green, blue] = scene.palette.tone({ l: 0.92, c: 0.015, h: 220 }, 0.75)
  for (let y = 0; y < heightPx; y++) {
    const away = (y / unitPx - scene.horizon - 0.05) / 0.3
    const thick = 0.5 * Math.exp(-away * away)
    if (thick < 0.02) continue
    for (let x = 0; x < widthPx; x++) {
      const drift = readTile(tile, (x * 200) / unitPx, (y * 900) / unitPx)
      const share = thick * Math.max(0, Math.min(1, drift * 2.1 - 0.45))
      const offset = (y * widthPx + x) * 3
      rgb[offset] = (rgb[offset] ?? 0) * (1 - share) + red * share
      rgb[offset + 1] = (rgb[offset + 1] ?? 0) * (1 - share) + green * share
      rgb[offset + 2] = (rgb[offset + 2] ?? 0) * (1 - share) + blue * share
    }
  }
}

function lighten(rgb: Float32Array, offset: number, share: number): void {
  for (let channel = 0; channel < 3; channel++) {
    const under = rgb[offset + channel] ?? 0
    rgb[offset + channel] = under + (244 - under) * share
  }
}
