import { addGlow, fillPath } from '../canvas/fill.js'
import { rectangle, roughen } from '../canvas/outlines.js'
import { across, downward, flat, mottled } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer, shareLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { isSnowy } from '../seasons.js'
import { hasDetail, hasWalker, hasWeather, randomFor, type Scene } from '../scene.js'
import { drawRipples, drawWater, mirror } from '../water.js'
import type { Ground } from './setting.js'

/** Rows of houses behind rows of houses, windows lit in the dark, mirrored in a canal or a wet street. */
export function drawCity(scene: Scene): Ground {
  const random = randomFor(scene, 'city')
  const line = Math.min(scene.height * 0.8, scene.horizon + scene.height * 0.14)
  drawCityRows(scene, line, scene.height)
  const isWet = hasWeather(scene, 'rain')
  const hasStreet = hasWalker(scene) || (hasDetail(scene, 'street') && !isWet && scene.plan.style !== 'neon')
  const quay = addLayer(scene.surface, 'ground', { angle: 0 })
  fillPath(
    scene.surface,
    rectangle(-0.1, line - 0.004, scene.width + 0.1, line + 0.022),
    flat(scene.palette.tone(lch(0.45, 0.02, 260), 0.05, -0.1)),
    quay,
  )
  if (hasStreet) {
    drawStreet(scene, line, isWet)
    return {
      stand: {
        x: scene.focusX,
        y: scene.height * 0.93,
        size: hasWalker(scene) ? 0.31 : 0.2,
        ground: 'land',
        distance: 0,
      },
    }
  }
  const water = { top: line + 0.02, bottom: scene.height + 0.05, local: lch(0.46, 0.05, 240), roughness: 0.35 }
  const layer = drawWater(scene, water)
  return {
    stand: { x: scene.focusX, y: line + 0.11, size: 0.13, ground: 'water', distance: 0.05 },
    drawFront: () => {
      mirror(scene, layer, water.top, 0.66, 0.008)
      drawRipples(scene, water, layer)
      if (random.chance(0.5)) drawLamps(scene, line + 0.012)
    },
  }
}

/** The rows of houses alone, far ones first: also the view from a window. */
export function drawCityRows(scene: Scene, foot: number, height: number): void {
  const random = randomFor(scene, 'rows')
  const rows = [
    { distance: 0.68, low: 0.22, high: 0.46, wide: 0.075, isTower: true },
    { distance: 0.4, low: 0.16, high: 0.3, wide: 0.085, isTower: true },
    { distance: 0.1, low: 0.09, high: 0.19, wide: 0.115, isTower: false },
  ]
  for (const row of rows) {
    const stretch = Math.min(1.2, height)
    for (let x = -0.03 + random.between(-0.05, 0); x < scene.width;) {
      const wide = row.wide * random.between(0.6, 1.3)
      const share = random.next() ** 1.6
      const tall = (row.low + (row.high - row.low) * share) * stretch
      drawBuilding(scene, random, { x, wide, tall, foot, distance: row.distance, isTower: row.isTower })
      x += wide * random.between(0.92, 1.06)
    }
  }
}

interface Building {
  readonly x: number
  readonly wide: number
  readonly tall: number
  readonly foot: number
  readonly distance: number
  readonly isTower: boolean
}

const walls: readonly [Lch, ...Lch[]] = [
  lch(0.78, 0.05, 70),
  lch(0.68, 0.075, 40),
  lch(0.74, 0.035, 20),
  lch(0.7, 0.04, 220),
  lch(0.82, 0.045, 90),
  lch(0.6, 0.05, 250),
]

function drawBuilding(scene: Scene, random: Random, building: Building): void {
  const { surface, palette, light } = scene
  const { x, wide, tall, foot, distance, isTower } = building
  const top = foot - tall
  const right = x + wide
  const seed = random.below(1e6)
  const wall = random.pick(walls)
  const layer = addLayer(surface, 'thing', { angle: 1.57, size: 0.55, wander: 0.15 })
  const facing = light.side * (x + wide / 2 < light.x ? 1 : -1) > 0 ? 0.12 : -0.12
  const lit = palette.tone(wall, distance, facing + (palette.isDark ? 0 : 0.18))
  const shade = palette.tone(wall, distance, facing - (palette.isDark ? 0.3 : 0.25))
  const [from, to] = light.side < 0 ? [lit, shade] : [shade, lit]
  fillPath(surface, roughen(rectangle(x, top, right, foot + 0.01), 0.0018, seed), across(x, right, from, to), layer)
  const hasGable = !isTower || random.chance(0.2)
  if (hasGable) drawRoof(scene, random, building, layer)
  else if (random.chance(0.35)) {
    const inset = wide * 0.22
    fillPath(
      surface,
      rectangle(x + inset, top - tall * 0.1, right - inset, top + 0.01),
      across(x, right, from, to),
      layer,
    )
    if (random.chance(0.6))
      fillPath(surface, rectangle(x + wide * 0.49, top - tall * 0.26, x + wide * 0.51, top), flat(shade), layer)
  }
  drawWindows(scene, random, building)
}

function drawRoof(scene: Scene, random: Random, { x, wide, tall, foot, distance }: Building, layer: number): void {
  const { surface, palette } = scene
  const top = foot - tall
  const rise = wide * random.between(0.35, 0.65)
  const local = isSnowy(scene)
    ? lch(0.94, 0.01, 235)
    : random.pick([lch(0.5, 0.09, 35), lch(0.42, 0.04, 260), lch(0.46, 0.07, 25)])
  const roof = flat(palette.tone(local, distance, 0.05))
  fillPath(surface, [x - wide * 0.04, top + 0.003, x + wide / 2, top - rise, x + wide * 1.04, top + 0.003], roof, layer)
  if (random.chance(0.5))
    fillPath(surface, rectangle(x + wide * 0.68, top - rise * 0.95, x + wide * 0.8, top - rise * 0.3), roof, layer)
}

function drawWindows(scene: Scene, random: Random, { x, wide, tall, foot, distance }: Building): void {
  const { surface, palette, plan } = scene
  const size = 0.0165 - distance * 0.008
  const columns = Math.max(1, Math.floor((wide * 0.8) / (size * 2.1)))
  const rows = Math.max(1, Math.floor((tall * 0.86) / (size * 2.7)))
  const layer = shareLayer(surface, 'light', { size: 0.22, stretch: 1.2 })
  const isDark = palette.isDark
  const litShare = isDark ? (plan.time === 'night' ? 0.46 : 0.34) : plan.time === 'golden' ? 0.12 : 0
  const dim = flat(palette.tone(lch(isDark ? 0.34 : 0.46, 0.03, 250), distance * 0.9))
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const isLit = random.chance(litShare)
      const hue = random.chance(0.8) ? random.between(72, 92) : random.between(40, 60)
      if (random.chance(0.12)) continue
      const left = x + wide * 0.5 + (column - (columns - 1) / 2) * size * 2.1 - size * 0.5
      const top = foot - tall + size * 1.3 + row * size * 2.7
      if (top + size * 1.5 > foot - 0.01) continue
      const pane = rectangle(left, top, left + size, top + size * 1.5)
      const rgb = palette.glow(lch(0.85 - distance * 0.22, 0.115 - distance * 0.05, hue))
      fillPath(surface, pane, isLit ? flat(rgb) : dim, layer, isLit ? 1 : 0.55)
      if (isLit && distance < 0.2) addGlow(surface, { x: left + size / 2, y: top + size * 0.75 }, size * 2, rgb, 0.25)
    }
  }
}

function drawLamps(scene: Scene, y: number): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'thing', { angle: 1.57, size: 0.25 })
  const post = flat(palette.tone(lch(0.28, 0.02, 270)))
  const glow = palette.glow(lch(0.93, 0.09, 85))
  for (let x = scene.width * 0.09; x < scene.width; x += scene.width * 0.205) {
    fillPath(surface, rectangle(x - 0.0018, y - 0.075, x + 0.0018, y), post, layer)
    fillPath(surface, rectangle(x - 0.006, y - 0.088, x + 0.006, y - 0.073), palette.isDark ? flat(glow) : post, layer)
    if (palette.isDark) addGlow(surface, { x, y: y - 0.08 }, 0.05, glow, 0.5)
  }
}

/** A street that narrows towards the houses, pavement on both sides. */
function drawStreet(scene: Scene, line: number, isWet: boolean): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'ground', { angle: 0.1 })
  const paving = lch(0.68, 0.02, 70)
  const ground = downward(line, scene.height, palette.tone(paving, 0.2), palette.tone({ ...paving, l: 0.56 }, 0, -0.1))
  fillPath(
    surface,
    rectangle(-0.1, line + 0.015, scene.width + 0.1, scene.height + 0.1),
    mottled(ground, 0.06, 0.12, 3),
    layer,
  )
  const road = addLayer(surface, 'ground', { angle: 1.4 })
  const middle = scene.width - scene.focusX
  const path = [
    middle - 0.05,
    line + 0.015,
    middle + 0.05,
    line + 0.015,
    middle + 0.42,
    scene.height + 0.02,
    middle - 0.42,
    scene.height + 0.02,
  ]
  fillPath(surface, path, mottled(flat(palette.tone(lch(0.46, 0.015, 270), 0.05)), 0.08, 0.14, 3), road)
  if (isWet) for (const part of [layer, road]) mirror(scene, part, line + 0.015, part === road ? 0.5 : 0.34, 0.008)
  drawLamps(scene, line + 0.03)
}
