import { fillPath } from './canvas/fill.js'
import { blob, ribbon, roughen } from './canvas/outlines.js'
import { across, flat, round } from './canvas/paints.js'
import type { Random } from './canvas/random.js'
import { addLayer, shareLayer } from './canvas/surface.js'
import { lch } from './colour/oklch.js'
import type { Scene } from './scene.js'
import { foliage, isSnowy } from './seasons.js'

/** A conifer in tiers; its foot is at x, y. */
export function drawConifer(
  scene: Scene,
  random: Random,
  x: number,
  y: number,
  height: number,
  distance: number,
): void {
  const { surface, palette, light } = scene
  const isSmall = height < 0.06
  const join = isSmall ? shareLayer : addLayer
  const layer = join(surface, 'plant', { angle: 1.35, wander: 0.6, size: Math.min(0.4, height * 2) })
  const tiers = isSmall ? 4 : 7
  const half = height * random.between(0.17, 0.22)
  const left: number[] = []
  const right: number[] = []
  for (let tier = 0; tier < tiers; tier++) {
    const share = (tier + 1) / tiers
    const wide = half * share * random.between(0.85, 1.1)
    const edgeY = y - height * (1 - share) - height * 0.02
    right.push(x + wide, edgeY, x + wide * 0.5, edgeY - height * 0.015)
    left.unshift(x - wide * 0.5, edgeY - height * 0.015, x - wide * random.between(0.85, 1.1), edgeY)
  }
  const path = [x, y - height, ...right, x + half * 0.1, y, x - half * 0.1, y, ...left]
  const local = isSnowy(scene) && distance > 0.2 ? lch(0.6, 0.03, 190) : lch(0.36, 0.05, 162)
  const lit = palette.tone(local, distance, 0.3)
  const shade = palette.tone(local, distance, -0.35)
  const [from, to] = light.side < 0 ? [lit, shade] : [shade, lit]
  fillPath(
    surface,
    isSmall ? path : roughen(path, height * 0.012, random.below(1e6)),
    across(x - half, x + half, from, to),
    layer,
  )
  if (!isSnowy(scene) || isSmall) return
  const snow = flat(palette.tone(lch(0.97, 0.008, 235), distance))
  const cover = addLayer(surface, 'plant', { size: 0.25 })
  for (let tier = 1; tier < tiers; tier++) {
    const share = tier / tiers
    const wide = half * share * 0.85
    const edgeY = y - height * (1 - share) - height * 0.035
    const lump = blob(random, x + light.side * wide * 0.35, edgeY, wide * 0.62, height * 0.024, 0.3)
    fillPath(surface, lump, snow, cover, 0.92)
  }
}

/** A round bush or a far broad-leaved tree. */
export function drawBush(scene: Scene, random: Random, x: number, y: number, size: number, distance: number): void {
  const { surface, palette, light } = scene
  const local = foliage(scene, random)
  const layer = (size < 0.06 ? shareLayer : addLayer)(surface, 'plant', { size: Math.min(0.4, size * 4) })
  const lit = palette.tone(local, distance, 0.45)
  const shade = palette.tone({ ...local, l: local.l - 0.1 }, distance, -0.35)
  fillPath(
    surface,
    blob(random, x, y - size * 0.5, size * 0.62, size * 0.52, 0.2),
    round(x + light.side * size * 0.3, y - size * 0.8, size * 1.2, lit, shade),
    layer,
  )
}

/** A trunk or branch that tapers along a line. */
export function drawLimb(
  scene: Scene,
  layer: number,
  line: readonly number[],
  from: number,
  to: number,
  local = lch(0.4, 0.04, 50),
  distance = 0,
): void {
  const { surface, palette, light } = scene
  const x = line[0] ?? 0
  const lit = palette.tone(local, distance, 0.35)
  const shade = palette.tone(local, distance, -0.4)
  const [left, right] = light.side < 0 ? [lit, shade] : [shade, lit]
  const path = ribbon(line, (share) => from + (to - from) * share)
  fillPath(surface, path, across(x - from * 0.6, x + from * 0.6, left, right), layer)
}
