import { fillPath } from '../canvas/fill.js'
import { fractalAt } from '../canvas/noise.js'
import { below, blob, rectangle, ribbon, roughen, skyline } from '../canvas/outlines.js'
import { downward, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { hasDetail, hasWalker, hasWeather, randomFor, shows, type Scene, type Stand } from '../scene.js'
import { drawBreakers, drawGlitter, drawRipples, drawWater, mirror, type Water } from '../water.js'
import { drawBeach } from './beach.js'
import type { Subject } from '../words/terms.js'
import type { Ground } from './setting.js'

/** Open water under a wide sky; a headland rises where the subject needs land. */
export function drawSea(scene: Scene): Ground {
  const water: Water = {
    top: scene.horizon,
    bottom: scene.height + 0.05,
    local: lch(0.56, 0.075, 232),
    roughness: hasWeather(scene, 'storm') || hasWeather(scene, 'wind') ? 1.25 : 0.85,
  }
  if (randomFor(scene, 'coast').chance(0.55)) drawFarCoast(scene)
  const layer = drawWater(scene, water)
  drawRipples(scene, water, layer)
  if (hasGlitter(scene)) drawGlitter(scene, water)
  const needsLand = landSubjects.some((kind) => shows(scene, kind))
  if (isBeach(scene)) {
    const stand = drawBeach(scene)
    const floats = shows(scene, 'boat') || shows(scene, 'whale')
    return { stand: floats ? { ...openWater(scene), y: scene.horizon + (scene.height - scene.horizon) * 0.22 } : stand }
  }
  const stand =
    needsLand || hasDetail(scene, 'cliff') || hasDetail(scene, 'island') ? drawHeadland(scene) : openWater(scene)
  return {
    stand,
    drawFront: () => {
      mirror(scene, layer, stand.ground === 'land' ? scene.horizon + 0.1 : scene.horizon, 0.12, 0.01)
      if (water.roughness > 1) drawBreakers(scene, water, 7)
      else if (!needsLand && !shows(scene, 'boat')) drawBreakers(scene, water, 3)
      if (hasDetail(scene, 'harbour')) drawPier(scene)
    },
  }
}

const landSubjects: readonly Subject[] = ['lighthouse', 'house', 'castle', 'tree', 'cat', 'flowers', 'stones', 'vase']

/** A beach is named, or something walks here that belongs on one; towers stand on rock all the same. */
function isBeach(scene: Scene): boolean {
  if (['lighthouse', 'castle'].some((kind) => scene.plan.subjects.some((subject) => subject.kind === kind)))
    return false
  return hasDetail(scene, 'palm') || hasDetail(scene, 'beach') || hasWalker(scene)
}

function hasGlitter(scene: Scene): boolean {
  return (
    !scene.plan.weather.some((kind) => kind === 'rain' || kind === 'storm' || kind === 'fog') &&
    scene.plan.time !== 'day'
  )
}

function openWater(scene: Scene): Stand {
  const y = scene.horizon + (scene.height - scene.horizon) * 0.3
  return { x: scene.focusX, y, size: 0.2, ground: 'water', distance: 0.08 }
}

function drawFarCoast(scene: Scene): void {
  const random = randomFor(scene, 'far coast')
  const seed = random.below(1e6)
  const layer = addLayer(scene.surface, 'far')
  const height = random.between(0.02, 0.05)
  const side = scene.light.side
  const line = skyline(-0.1, scene.width + 0.1, 60, (x) => {
    const share = side > 0 ? 1 - x / scene.width : x / scene.width
    return scene.horizon - Math.max(0.002, height * (share * 1.6 - 0.5) * (1 + fractalAt(x * 4, 1, seed) * 0.8))
  })
  fillPath(
    scene.surface,
    below(line, scene.horizon + 0.01),
    flat(scene.palette.tone(lch(0.55, 0.04, 220), 0.72)),
    layer,
  )
}

/** A rocky headland that enters from the subject's side. */
function drawHeadland(scene: Scene): Stand {
  const { surface, palette, light } = scene
  const random = randomFor(scene, 'headland')
  const isIsland = hasDetail(scene, 'island')
  const seed = random.below(1e6)
  const edge = scene.focusX > scene.width / 2 ? 1 : -1
  const top = scene.horizon + random.between(0.005, 0.03)
  const foot = scene.horizon + (scene.height - scene.horizon) * random.between(0.5, 0.62)
  const reach = isIsland ? 0.3 : 0.25
  const profile: number[] = []
  for (let step = 0; step <= 50; step++) {
    const u = step / 50
    const away = u * 1.5 - 0.72
    const x = scene.focusX + edge * away * reach * 1.9
    const inner = away < 0 ? Math.max(0, 1 - (away / -0.55) ** 2.4) ** 0.75 : 1
    const outer = isIsland ? Math.max(0, 1 - (Math.max(0, away) / 0.58) ** 2.4) ** 0.75 : 1 + away * 0.06
    const height = Math.min(inner, outer)
    profile.push(x, foot - (foot - top) * height + fractalAt(x * 9, 2, seed) * 0.013 * (0.3 + height))
  }
  const rock = lch(0.5, 0.035, 45)
  const layer = addLayer(surface, 'ground', { angle: 1.35 * -edge, wander: 0.5, size: 0.6, stretch: 2.2 })
  const paint = downward(top, foot, palette.tone({ ...rock, l: 0.56 }, 0.05, 0.15), palette.tone(rock, 0, -0.45))
  fillPath(surface, roughen(below(profile, foot), 0.005, seed), mottled(paint, 0.1, 0.14), layer)
  for (let index = 0; index < 9; index++) {
    const x = scene.focusX + edge * random.between(-0.18, 0.3)
    const y = random.between(top + 0.05, foot - 0.02)
    const size = random.between(0.018, 0.05)
    const tone = palette.tone(rock, 0, random.chance(0.5) ? 0.22 * (light.side === edge ? -0.4 : 1) : -0.3)
    const piece = blob(random, x, y, size, size * 0.62, 0.35, 1.4)
    if (surface.label[Math.floor(y * surface.unitPx) * surface.widthPx + Math.floor(x * surface.unitPx)] !== layer)
      continue
    fillPath(surface, piece, flat(tone), layer, 0.42)
  }
  drawTurf(scene, profile, top, seed)
  drawSurf(scene, profile, foot, edge)
  return { x: scene.focusX, y: top + 0.012, size: 0.2, ground: 'land', distance: 0.04 }
}

function drawTurf(scene: Scene, profile: readonly number[], top: number, seed: number): void {
  const upper: number[] = []
  const lower: number[] = []
  for (let index = 0; index < profile.length; index += 2) {
    const x = profile[index] ?? 0
    const y = profile[index + 1] ?? 0
    if (y > top + 0.075) continue
    upper.push(x, y - 0.002)
    lower.unshift(x, y + Math.max(0.006, 0.02 + fractalAt(x * 20, 9, seed) * 0.02))
  }
  const isWinter = scene.plan.season === 'winter' || hasWeather(scene, 'snow')
  const local = isWinter ? lch(0.95, 0.01, 230) : lch(0.6, 0.08, scene.plan.season === 'autumn' ? 95 : 128)
  const layer = addLayer(scene.surface, 'plant', { angle: 0.1, wander: 0.5 })
  if (upper.length > 4) fillPath(scene.surface, [...upper, ...lower], flat(scene.palette.tone(local, 0.04, 0.1)), layer)
}

function drawSurf(scene: Scene, profile: readonly number[], foot: number, edge: number): void {
  const random = randomFor(scene, 'surf')
  const layer = addLayer(scene.surface, 'water', { size: 0.35, wander: 0.8 })
  const start = profile[0] ?? scene.focusX
  const white = flat(scene.palette.tone(lch(0.93, 0.015, 215), 0.1))
  for (let index = 0; index < 4; index++) {
    const y = foot - 0.002 + index * 0.011
    const x = start + edge * random.between(-0.03, 0.02)
    const line: number[] = []
    for (let step = 0; step <= 16; step++) {
      line.push(x + edge * step * 0.048, y + fractalAt(step * 0.6, index * 3, 77) * 0.008)
    }
    const wide = 0.009 - index * 0.0016
    const foam = ribbon(line, (share) => wide * (0.5 + Math.abs(fractalAt(share * 9, index, 5)) * 1.6))
    fillPath(scene.surface, foam, white, layer, 0.75 - index * 0.14)
  }
}

function drawPier(scene: Scene): void {
  const { surface, palette } = scene
  const wood = lch(0.42, 0.045, 55)
  const edge = scene.focusX > scene.width / 2 ? -1 : 1
  const startX = edge < 0 ? -0.05 : scene.width + 0.05
  const y = scene.height * 0.86
  const layer = addLayer(surface, 'thing', { angle: 0 })
  const endX = startX - edge * 0.42
  for (let index = 0; index < 5; index++) {
    const x = startX - edge * (0.08 + index * 0.078)
    const post = rectangle(x - 0.009, y - 0.035, x + 0.009, y + 0.1 - index * 0.012)
    fillPath(surface, post, flat(palette.tone(wood, 0, -0.2)), layer)
  }
  const deck = [
    Math.min(startX, endX),
    y,
    Math.max(startX, endX),
    y,
    Math.max(startX, endX),
    y + 0.02,
    Math.min(startX, endX),
    y + 0.02,
  ]
  fillPath(surface, deck, flat(palette.tone(wood, 0, 0.35)), layer)
}
