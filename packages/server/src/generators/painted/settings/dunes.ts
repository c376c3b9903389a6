import { fillPath } from '../canvas/fill.js'
import { fractalAt } from '../canvas/noise.js'
import { below, ribbon, skyline } from '../canvas/outlines.js'
import { downward, flat, mottled } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { isInSky } from '../plan.js'
import type { Scene } from '../scene.js'

const sand = lch(0.77, 0.095, 65)
const shadeSand = lch(0.56, 0.075, 44)

/** Where one dune stands: summit, foot, and how far its flanks reach to both sides. */
interface Dune {
  readonly x: number
  readonly top: number
  readonly foot: number
  readonly left: number
  readonly right: number
  readonly distance: number
}

/** Three characters of sand: one great dune, a sea of crests, or a long crest that leads in. */
export function drawDunes(scene: Scene, random: Random): void {
  const draw = random.pick(hasStander(scene) ? [drawGreatDune, drawCrests] : [drawGreatDune, drawCrests, drawSweep])
  draw(scene, random)
  if (draw !== drawSweep) drawForeground(scene, random)
}

function hasStander(scene: Scene): boolean {
  return scene.plan.details.includes('cactus') || scene.plan.subjects.some(({ kind }) => !isInSky(kind))
}

function drawGreatDune(scene: Scene, random: Random): void {
  const depth = scene.height - scene.horizon
  drawPlain(scene, random, scene.horizon + depth * 0.02, 0.5)
  for (let index = 0; index < 3; index++) {
    const x = scene.width * (index / 2.4 + random.between(-0.05, 0.1))
    drawDune(
      scene,
      random,
      duneAt(x, scene.horizon + depth * 0.12, random.between(0.07, 0.11), random.between(0.9, 1.3), 0.42),
    )
  }
  drawPlain(scene, random, scene.horizon + depth * 0.17, 0.3)
  const x = scene.width - scene.focusX + scene.light.side * 0.04
  drawDune(scene, random, duneAt(x, scene.horizon + depth * 0.5, random.between(0.3, 0.36), 1.05, 0.2))
}

function drawCrests(scene: Scene, random: Random): void {
  const depth = scene.height - scene.horizon
  const rows = [
    { share: 0.07, tall: 0.075, count: 4, distance: 0.48 },
    { share: 0.24, tall: 0.125, count: 3, distance: 0.3 },
    { share: 0.46, tall: 0.19, count: 2, distance: 0.14 },
  ]
  for (const { share, tall, count, distance } of rows) {
    drawPlain(scene, random, scene.horizon + depth * share - tall * 0.2, distance + 0.04)
    for (let index = 0; index < count * Math.ceil(scene.width); index++) {
      const x = ((index + random.between(0.15, 0.85)) / count) * 1.1 - 0.05
      drawDune(
        scene,
        random,
        duneAt(x, scene.horizon + depth * share, tall * random.between(0.7, 1.15), random.between(1.3, 1.8), distance),
      )
    }
  }
}

/** One long crest that winds from the corner of the picture to the horizon, lit on one side only. */
function drawSweep(scene: Scene, random: Random): void {
  const { surface, palette, light } = scene
  const depth = scene.height - scene.horizon
  drawPlain(scene, random, scene.horizon + depth * 0.02, 0.5)
  for (let index = 0; index < 4; index++) {
    const x = scene.width * (index / 3.2 + random.between(-0.06, 0.06))
    drawDune(
      scene,
      random,
      duneAt(x, scene.horizon + depth * 0.1, random.between(0.05, 0.1), random.between(1.1, 1.6), 0.44),
    )
  }
  const away = -light.side
  const summitX = scene.width / 2 + away * scene.width * random.between(0.1, 0.16)
  const summitY = scene.horizon - random.between(0.12, 0.16)
  const foot = scene.height + 0.05
  const seed = random.below(1e6)
  const flank = (side: number, reach: number, drop: number) => {
    const line: number[] = []
    for (let step = 0; step <= 30; step++) {
      const share = step / 30
      line.push(
        summitX + side * reach * share,
        summitY + drop * (1 - (1 - share) ** 1.5) + fractalAt(share * 3, side, seed) * 0.008,
      )
    }
    return line
  }
  const toLight = flank(light.side, scene.width * 1.1, 0.42)
  const toShade = flank(away, scene.width * 0.7, 0.36)
  const ends = (line: readonly number[]) => line.slice(-2)
  const body = [
    ...pairsReversed(toLight),
    ...toShade.slice(2),
    ends(toShade)[0] ?? 0,
    foot,
    ends(toLight)[0] ?? 0,
    foot,
  ]
  const layer = addLayer(surface, 'ground', { angle: 0.35 * light.side, wander: 0.3, size: 0.8, stretch: 3.2 })
  const lit = downward(summitY, foot, palette.tone(sand, 0.2, 0.6), palette.tone({ ...sand, l: 0.72 }, 0, 0.05))
  fillPath(surface, body, mottled(lit, 0.05, 0.3, 3), layer)
  const crest: number[] = []
  for (let step = 0; step <= 40; step++) {
    const share = step / 40
    const wind = Math.sin(share * 5.4) * (0.05 + share * 0.12) + share * share * 0.16
    crest.push(summitX + light.side * wind, summitY + (foot - summitY) * share ** 1.15)
  }
  const shade = downward(
    summitY,
    foot,
    palette.tone(shadeSand, 0.2, -0.45),
    palette.tone({ ...shadeSand, l: 0.62 }, 0, -0.25),
  )
  const lee = addLayer(surface, 'ground', { angle: 0.6 * away, wander: 0.3, size: 0.7, stretch: 3 })
  const edge = ends(toShade)[0] ?? 0
  fillPath(surface, [...toShade, edge, foot, ...pairsReversed(crest)], mottled(shade, 0.05, 0.25, 2), lee, 0.96)
}

function duneAt(x: number, foot: number, tall: number, breadth: number, distance: number): Dune {
  return { x, top: foot - tall, foot, left: tall * breadth * 1.7, right: tall * breadth * 1.7, distance }
}

/** The crest winds from the summit to the foot; the flank beyond it lies in shade. */
function drawDune(scene: Scene, random: Random, dune: Dune): void {
  const { surface, palette, light } = scene
  const { x, top, foot, distance } = dune
  const seed = random.below(1e6)
  const tall = foot - top
  const away = -light.side
  const flank = (side: number, reach: number) => {
    const line: number[] = []
    for (let step = 0; step <= 26; step++) {
      const share = step / 26
      const slump = share < 0.06 ? share * 0.5 : 0.03 + (share - 0.06)
      const drop = 1 - (1 - Math.min(1, slump * 1.03)) ** 1.55
      line.push(x + side * reach * share, top + tall * drop + fractalAt(share * 4, side, seed) * tall * 0.02)
    }
    return line
  }
  const toLight = flank(light.side, light.side < 0 ? dune.left : dune.right)
  const toShade = flank(away, (away < 0 ? dune.left : dune.right) * 0.92)
  const layer = addLayer(surface, 'ground', { angle: 0.5 * light.side, wander: 0.3, size: 0.7, stretch: 3.2 })
  const bright = palette.tone(sand, distance, 0.55)
  const ground = palette.tone({ ...sand, l: 0.75 }, distance * 0.95, 0.16)
  fillPath(
    surface,
    [...pairsReversed(toLight), ...toShade.slice(2)],
    mottled(downward(top, foot, bright, ground), 0.05, 0.25, 3),
    layer,
  )
  const crest: number[] = []
  const sway = random.between(0.2, 0.42) * tall
  for (let step = 0; step <= 26; step++) {
    const share = step / 26
    const wind = Math.sin(share * 3.6) * sway * 0.9 - share * share * sway * 0.6
    crest.push(x - away * wind, top + tall * share * 0.985)
  }
  const shade = downward(
    top,
    foot + tall * 0.1,
    palette.tone(shadeSand, distance, -0.45),
    palette.tone({ ...shadeSand, l: 0.66 }, distance, -0.1),
  )
  const lee = addLayer(surface, 'ground', { angle: 0.7 * away, wander: 0.3, size: 0.6, stretch: 2.8 })
  fillPath(surface, [...toShade, ...pairsReversed(crest)], mottled(shade, 0.05, 0.2, 2), lee, 0.95)
}

/** Level sand between the rows. */
function drawPlain(scene: Scene, random: Random, top: number, distance: number): void {
  const { surface, palette } = scene
  const seed = random.below(1e6)
  const layer = addLayer(surface, 'ground', { angle: 0.04, wander: 0.3, size: 0.8, stretch: 3.6 })
  const line = skyline(-0.05, scene.width + 0.05, 60, (x) => top + fractalAt(x * 1.6, 2, seed) * 0.016)
  const paint = downward(
    top,
    scene.height,
    palette.tone({ ...sand, l: 0.75 }, distance, 0.2),
    palette.tone({ ...sand, l: 0.72 }, 0, 0),
  )
  fillPath(surface, below(line, scene.height + 0.1), mottled(paint, 0.04, 0.3, 4), layer)
}

/** The nearest sand, level enough to stand on, with ripples of the wind. */
function drawForeground(scene: Scene, random: Random): void {
  const { surface, palette, light } = scene
  const seed = random.below(1e6)
  const topAt = (x: number) =>
    scene.horizon +
    (scene.height - scene.horizon) * 0.52 -
    Math.sin(x * 2.1 + seed) * 0.022 +
    fractalAt(x * 1.4, 4, seed) * 0.02
  const layer = addLayer(surface, 'ground', { angle: 0.06 * light.side, wander: 0.3, size: 0.8, stretch: 3.6 })
  const top = scene.horizon + (scene.height - scene.horizon) * 0.5
  const paint = downward(
    top,
    scene.height + 0.05,
    palette.tone(sand, 0.06, 0.4),
    palette.tone({ ...sand, l: 0.66, h: 56 }, 0, -0.2),
  )
  fillPath(
    surface,
    below(skyline(-0.05, scene.width + 0.05, 80, topAt), scene.height + 0.1),
    mottled(paint, 0.05, 0.3, 4),
    layer,
  )
  const ripples = addLayer(surface, 'ground', { size: 0.3 })
  for (let index = 0; index < 46; index++) {
    const share = ((index + random.next()) / 46) ** 1.4
    const x = random.between(-0.15, scene.width)
    const length = random.between(0.14, 0.42)
    const line: number[] = []
    for (let step = 0; step <= 14; step++) {
      const at = x + (length * step) / 14
      line.push(at, topAt(at) + 0.035 + share * 0.3 + Math.sin(step * 0.9 + index) * 0.004)
    }
    const rgb = palette.tone({ ...sand, l: 0.62 }, 0.03, -0.25)
    const bright = palette.tone({ ...sand, l: 0.82 }, 0.03, 0.4)
    const swell = (part: number) => Math.sin(part * Math.PI) * (0.0014 + share * 0.003)
    fillPath(surface, ribbon(line, swell), flat(rgb), ripples, 0.42)
    fillPath(
      surface,
      ribbon(
        line.map((value, at) => (at % 2 === 1 ? value - 0.0016 - share * 0.0034 : value)),
        swell,
      ),
      flat(bright),
      ripples,
      0.36,
    )
  }
}

function pairsReversed(path: readonly number[]): number[] {
  const back: number[] = []
  for (let index = path.length - 2; index >= 0; index -= 2) back.push(path[index] ?? 0, path[index + 1] ?? 0)
  return back
}
