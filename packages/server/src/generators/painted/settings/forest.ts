import { addGlow, fillAll, fillPath } from '../canvas/fill.js'
import { fractalAt, noiseTile, readTile } from '../canvas/noise.js'
import { below, blob, ellipse, ribbon, skyline } from '../canvas/outlines.js'
import { across, flat, mottled } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { drawConifer } from '../greenery.js'
import { drawFlowerField } from '../flower-field.js'
import { hasDetail, hasWalker, hasWeather, randomFor, type Scene } from '../scene.js'
import { foliage, growth, isSnowy } from '../seasons.js'
import type { Ground } from './setting.js'

/** Trunks in rows that pale with distance, a canopy above, a path that leads in. */
export function drawForest(scene: Scene): Ground {
  const random = randomFor(scene, 'forest')
  const line = scene.height * 0.68
  drawAir(scene)
  const isMoonlit = scene.plan.time === 'night' && !hasWeather(scene, 'fog') && !hasWeather(scene, 'storm')
  if (isMoonlit) drawMoon(scene)
  const rows = [0.85, 0.62, 0.36, 0.1]
  const isConifer = hasDetail(scene, 'conifer') || (isSnowy(scene) && !hasDetail(scene, 'birch'))
  rows.forEach((distance, index) => {
    const foot = line + (scene.height - line) * (index * 0.2)
    drawFloor(scene, random, foot, distance)
    if (index === 2) drawPath(scene, random, foot)
    if (index > 0 && isMoonlit) drawMoonlight(scene, foot, index)
    if (isConifer) drawConiferRow(scene, random, foot, distance, index)
    else {
      drawTrunkRow(scene, random, foot, distance, index)
      drawCanopy(scene, random, distance, index)
    }
  })
  if (!isConifer && !isSnowy(scene)) drawFallenLeaves(scene, random, line)
  return {
    stand: { x: scene.focusX, y: scene.height * 0.86, size: 0.2, ground: 'land', distance: 0.04 },
    drawFront: () => drawFlowerField(scene, scene.height * 0.9),
  }
}

/** The light between the trees, brightest on the light's side. */
function drawAir(scene: Scene): void {
  const { surface, palette, light, plan } = scene
  const layer = addLayer(surface, 'sky')
  const tile = noiseTile(4)
  const isNight = plan.time === 'night'
  const glow = isNight ? palette.tone(lch(0.99, 0.04, 220), 0, 1) : palette.skyAt(1)
  const isHazy = hasWeather(scene, 'fog') || hasWeather(scene, 'snow')
  const deep = palette.tone(
    isHazy ? lch(0.86, 0.03, 75) : isSnowy(scene) ? lch(0.78, 0.02, 230) : growth(scene, 1),
    isHazy ? 0.8 : 0.55,
  )
  const lightY = scene.height * (plan.time === 'day' || isNight ? 0.34 : 0.5)
  fillAll(
    surface,
    (x, y, out) => {
      const away = Math.sqrt(((x - light.x) / 0.85) ** 2 + ((y - lightY) / 0.7) ** 2)
      const share = Math.min(1, Math.max(0, away * 0.85 - 0.08 + (readTile(tile, x * 240, y * 240) - 0.5) * 0.3))
      for (let channel = 0; channel < 3; channel++) {
        out[channel] = (glow[channel] ?? 0) + ((deep[channel] ?? 0) - (glow[channel] ?? 0)) * share
      }
    },
    layer,
  )
}

/** The moon between the trunks. */
function drawMoon({ surface, palette, light, height }: Scene): void {
  const layer = addLayer(surface, 'light', { size: 0.5, wander: 2 })
  const centre = { x: light.x, y: height * 0.34 }
  addGlow(surface, centre, 0.62, palette.glow(lch(0.78, 0.05, 225)), 0.62)
  addGlow(surface, centre, 0.2, palette.disk, 0.5)
  fillPath(surface, ellipse(centre.x, centre.y, light.radius * 1.15), flat(palette.disk), layer)
}

/** Pools of light on the floor, and the shine of the air before the next row. */
function drawMoonlight({ surface, palette, light, height }: Scene, foot: number, index: number): void {
  const pale = palette.glow(lch(0.74, 0.045, 215))
  addGlow(surface, { x: light.x, y: foot + 0.05 }, 0.34 + index * 0.07, pale, 0.72 - index * 0.06, 0.24)
  addGlow(surface, { x: light.x, y: height * 0.4 }, 0.5, pale, 0.16)
}

function groundColour(scene: Scene): Lch {
  if (isSnowy(scene)) return lch(0.95, 0.01, 235)
  return scene.plan.season === 'autumn' ? lch(0.66, 0.105, 52) : growth(scene, 0.7)
}

function drawFloor(scene: Scene, random: Random, foot: number, distance: number): void {
  const { surface, palette } = scene
  const seed = random.below(1e6)
  const layer = addLayer(surface, 'ground', { size: 0.6 })
  const edge = skyline(-0.05, scene.width + 0.05, 50, (x) => foot + fractalAt(x * 2, 1, seed) * 0.018)
  const rgb = palette.tone(groundColour(scene), distance * 0.85, 0.1 - distance * 0.1)
  fillPath(surface, below(edge, scene.height + 0.1), mottled(flat(rgb), 0.08, 0.2, 3), layer)
}

function drawPath(scene: Scene, random: Random, foot: number): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'ground', { angle: 1.3, size: 0.5 })
  const x = scene.width * (scene.focusX > scene.width / 2 ? 0.42 : 0.58)
  const line: number[] = []
  for (let step = 0; step <= 20; step++) {
    const share = step / 20
    line.push(x + Math.sin(share * 2.6) * 0.09, foot - 0.06 + (scene.height + 0.08 - foot) * share)
  }
  const local = isSnowy(scene) ? lch(0.87, 0.015, 240) : lch(0.76, 0.035, 70)
  const path = ribbon(line, (share) => 0.025 + share * share * 0.26)
  fillPath(surface, path, mottled(flat(palette.tone(local, 0.25, random.between(0, 0.1))), 0.08, 0.12, 2), layer)
}

function drawTrunkRow(scene: Scene, random: Random, foot: number, distance: number, index: number): void {
  const { surface, palette, light } = scene
  const isBirch = hasDetail(scene, 'birch')
  const count = Math.round([15, 11, 7, 4][index] ?? 6) * Math.ceil(scene.width)
  const layer = addLayer(surface, index < 2 ? 'far' : 'plant', {
    angle: 1.57,
    wander: 0.15,
    size: 0.3 + (1 - distance) * 0.2,
    stretch: 3.4,
  })
  for (let trunk = 0; trunk < count; trunk++) {
    const x = ((trunk + random.between(0.12, 0.88)) / count) * scene.width
    const isClear = (index === 3 && Math.abs(x / scene.width - 0.5) < 0.2) || isGlade(scene, x, index)
    if (isClear) continue
    const wide = (0.008 + (1 - distance) ** 1.6 * 0.042) * random.between(0.75, 1.25)
    const y = foot + random.between(0.01, 0.05) * (1.1 - distance)
    const bend = random.between(-0.03, 0.03)
    const line = [x, y, x + bend * 0.4, y * 0.6, x + bend, -0.05]
    const bark = isBirch ? lch(0.93, 0.012, 100) : lch(0.42, 0.035, random.between(40, 70))
    const lit = palette.tone(bark, distance * 0.9, 0.4)
    const shade = palette.tone(bark, distance * 0.9, isBirch ? -0.5 : -0.35)
    const [from, to] = light.side < 0 ? [lit, shade] : [shade, lit]
    const shape = ribbon(line, (share) => wide * (share < 0.1 ? 1.35 - share * 3.5 : 1 - share * 0.3))
    fillPath(surface, shape, across(x - wide * 0.6, x + wide * 0.6, from, to), layer)
    if (isBirch && index > 0) drawBirchMarks(scene, random, layer, x, y, wide, bend, distance)
  }
}

/** Near trees leave room around somebody who stands here. */
function isGlade(scene: Scene, x: number, index: number): boolean {
  return index > 1 && hasWalker(scene) && Math.abs(x - scene.focusX) < 0.19
}

function drawBirchMarks(
  scene: Scene,
  random: Random,
  layer: number,
  x: number,
  y: number,
  wide: number,
  bend: number,
  distance: number,
): void {
  const rgb = flat(scene.palette.tone(lch(0.38, 0.015, 60), distance))
  for (let mark = 0; mark < 10; mark++) {
    const share = random.next()
    const markY = y * (1 - share) + share * -0.05
    const markX = x + bend * share + random.between(-0.32, 0.32) * wide
    fillPath(
      scene.surface,
      ellipse(markX, markY, wide * random.between(0.1, 0.26), wide * 0.055, 0, 10),
      rgb,
      layer,
      0.8,
    )
  }
}

/** Leaf masses along the upper edge, some hanging into the picture. */
function drawCanopy(scene: Scene, random: Random, distance: number, index: number): void {
  if (isSnowy(scene)) return
  const { surface, palette, light } = scene
  const layer = addLayer(surface, 'plant', { size: 0.3 + index * 0.05, wander: 2, stretch: 1.4 })
  const count = Math.round(105 * scene.width)
  const depth = scene.height * ([0.46, 0.4, 0.34, 0.24][index] ?? 0.3)
  for (let mass = 0; mass < count; mass++) {
    const y = depth * random.next() ** 1.7 - 0.01
    const x = random.between(-0.03, scene.width + 0.03)
    const isOpening = Math.abs(x - light.x) < 0.16 && random.chance(0.6)
    if (isOpening && index > 0) continue
    const size = (0.016 + (1 - distance) * 0.02) * random.between(0.7, 1.4)
    const local = foliage(scene, random)
    const rgb = palette.tone(local, distance * 0.85, random.between(-0.35, 0.4))
    const turn = random.between(-0.6, 0.6)
    const leaf =
      index > 1 ? ellipse(x, y, size * 1.3, size * 0.8, turn, 14) : blob(random, x, y, size * 1.4, size, 0.25)
    fillPath(surface, leaf, flat(rgb), layer, 0.92)
  }
}

function drawConiferRow(scene: Scene, random: Random, foot: number, distance: number, index: number): void {
  const count = Math.round(([14, 10, 7, 4][index] ?? 5) * scene.width)
  for (let tree = 0; tree < count; tree++) {
    const x = ((tree + random.between(0.1, 0.9)) / count) * scene.width
    if ((index > 1 && Math.abs(x / scene.width - 0.5) < 0.16) || isGlade(scene, x, index)) continue
    const height = (0.26 + index * 0.15) * random.between(0.75, 1.2)
    drawConifer(scene, random, x, foot + random.between(0.012, 0.04), height, distance * 0.85)
  }
}

function drawFallenLeaves(scene: Scene, random: Random, line: number): void {
  if (scene.plan.season !== 'autumn') return
  const layer = addLayer(scene.surface, 'plant', { size: 0.2 })
  for (let index = 0; index < 150 * scene.width; index++) {
    const share = random.next()
    const y = line + (scene.height - line) * (0.25 + share * 0.75)
    const size = 0.0025 + share * 0.006
    const rgb = scene.palette.tone(foliage(scene, random), 0.2 * (1 - share), random.between(-0.3, 0.3))
    const leaf = ellipse(random.between(0, scene.width), y, size, size * 0.5, random.between(-0.5, 0.5), 10)
    fillPath(scene.surface, leaf, flat(rgb), layer, 0.85)
  }
}
