import { fillAll } from '../canvas/fill.js'
import { fractalAt, noiseTile, readTile } from '../canvas/noise.js'
import { below, blob, curve, ellipse, ribbon, skyline } from '../canvas/outlines.js'
import { addLayer } from '../canvas/surface.js'
import { randomFor, type Scene } from '../scene.js'
import { drawStones } from '../subjects/stones.js'
import { composeBowls, composeCutouts, composeMobile, composePhases } from './compositions.js'
import { chooseFamily, form, type Family } from './forms.js'
import type { Ground } from './setting.js'

/** A still composition of few large forms, for words without a picture of their own. */
export function drawAbstract(scene: Scene): Ground {
  const random = randomFor(scene, 'abstract')
  const family = chooseFamily(scene, random)
  drawGround(scene, family)
  const hasSubject = scene.plan.subjects.length > 0
  const compose = hasSubject
    ? composeDisk
    : random.pick([
        composeStones,
        composeStones,
        composeHills,
        composeArcs,
        composeLeaves,
        composeBands,
        composeCutouts,
        composeMobile,
        composeBowls,
        composePhases,
      ])
  compose(scene, family)
  return { stand: { x: scene.focusX, y: scene.height * 0.835, size: 0.26, ground: 'table', distance: 0 } }
}

function drawGround(scene: Scene, { ground }: Family): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'sky', { angle: 0.8, wander: 1.2, stretch: 3 })
  const light = palette.tone(ground, 0, palette.isDark ? 0.6 : 0.15)
  const dark = palette.tone({ ...ground, l: ground.l - 0.13 }, 0, palette.isDark ? -0.6 : -0.15)
  const tile = noiseTile(4)
  fillAll(
    surface,
    (x, y, out) => {
      const share = Math.min(1, Math.max(0, y / scene.height + (readTile(tile, x * 200, y * 200) - 0.5) * 0.7))
      for (let channel = 0; channel < 3; channel++) {
        out[channel] = (light[channel] ?? 0) + ((dark[channel] ?? 0) - (light[channel] ?? 0)) * share
      }
    },
    layer,
  )
}

/** A large disk over a level ground, room for a subject before it. */
function composeDisk(scene: Scene, family: Family): void {
  const radius = 0.2
  form(scene, ellipse(scene.light.x, scene.height * 0.33, radius), family.accent, 0.1)
  const line = skyline(-0.05, scene.width + 0.05, 40, (x) => scene.height * 0.8 + fractalAt(x * 1.5, 2, 5) * 0.008)
  form(scene, below(line, scene.height + 0.05), family.second)
}

function composeStones(scene: Scene, family: Family): void {
  composeDisk(scene, family)
  drawStones(
    scene,
    { x: scene.focusX, y: scene.height * 0.835, size: 0.26, ground: 'table', distance: 0 },
    { kind: 'stones' },
  )
}

/** Overlapping waves of land with one sun. */
function composeHills(scene: Scene, family: Family): void {
  const random = randomFor(scene, 'waves')
  form(scene, ellipse(scene.light.x, scene.height * 0.3, 0.135), family.accent, 0.15)
  const locals = [{ ...family.first, l: family.first.l + 0.13, c: 0.05 }, family.first, family.second, family.dark]
  locals.forEach((local, index) => {
    const seed = random.below(1e6)
    const line = skyline(-0.05, scene.width + 0.05, 70, (x) => {
      return (
        scene.height * (0.5 + index * 0.135) +
        Math.sin(x * (2.2 + index * 0.4) + seed) * 0.055 +
        fractalAt(x * 1.3, 1, seed) * 0.05
      )
    })
    form(scene, below(line, scene.height + 0.05), local)
  })
}

/** Nested arches, like a rainbow in earth colours, on a ground. */
function composeArcs(scene: Scene, family: Family): void {
  const foot = scene.height * 0.83
  const x = scene.focusX
  const locals = [family.second, family.ground, family.first, family.ground, family.accent, family.ground, family.dark]
  locals.forEach((local, index) => {
    const radius = 0.34 - index * 0.042
    const path: number[] = []
    for (let step = 0; step <= 40; step++) {
      const angle = Math.PI - (Math.PI * step) / 40
      path.push(x + Math.cos(angle) * radius, foot - Math.sin(angle) * radius * 1.3)
    }
    form(scene, path, local)
  })
  form(scene, ellipse(scene.light.x, scene.height * 0.25, 0.085), family.accent)
  form(
    scene,
    below(
      skyline(-0.05, scene.width + 0.05, 30, () => foot),
      scene.height + 0.05,
    ),
    { ...family.first, l: family.first.l - 0.1 },
  )
}

/** A branch with leaves before a disk. */
function composeLeaves(scene: Scene, family: Family): void {
  const random = randomFor(scene, 'leaves')
  form(scene, ellipse(scene.light.x, scene.height * 0.36, 0.215), family.accent, 0.1)
  const lean = scene.light.side * 0.3
  const line: number[] = []
  for (let step = 0; step <= 16; step++) {
    const share = step / 16
    line.push(scene.focusX + lean * share * share, scene.height * (1.03 - share * 0.82))
  }
  form(
    scene,
    ribbon(line, (share) => 0.012 - share * 0.009),
    family.dark,
  )
  for (let index = 2; index < 16; index++) {
    const x = line[index * 2] ?? 0
    const y = line[index * 2 + 1] ?? 0
    const side = index % 2 === 0 ? 1 : -1
    const size = 0.125 * (1.15 - index / 22) * random.between(0.85, 1.15)
    const turn = side > 0 ? -0.65 : Math.PI + 0.65
    const middle = curve(
      [
        x,
        y,
        x + Math.cos(turn) * size * 0.5,
        y + Math.sin(turn) * size * 0.4,
        x + Math.cos(turn) * size * 1.1,
        y + Math.sin(turn) * size,
      ],
      9,
    )
    const leaf = ribbon(middle, (share) => Math.sin((share * 0.97 + 0.03) * Math.PI) ** 0.8 * size * 0.44)
    form(scene, leaf, index % 3 === 0 ? family.first : family.second, random.between(-0.15, 0.3))
  }
}

/** Quiet bands and pebbles, as of a shore seen from above. */
function composeBands(scene: Scene, family: Family): void {
  const random = randomFor(scene, 'bands')
  const locals = [{ ...family.first, l: 0.84, c: 0.045 }, family.first, family.second]
  locals.forEach((local, index) => {
    const seed = random.below(1e6)
    const path: number[] = []
    for (let step = 0; step <= 60; step++) {
      const y = (scene.height * 1.1 * step) / 60 - 0.05
      path.push(
        scene.width * (0.5 + index * 0.17) + Math.sin(y * 3.4 + index * 0.5) * 0.09 + fractalAt(y * 2, 1, seed) * 0.08,
        y,
      )
    }
    form(scene, [...path, scene.width + 0.1, scene.height + 0.1, scene.width + 0.1, -0.1], local)
  })
  for (let index = 0; index < 6; index++) {
    const size = random.between(0.025, 0.075)
    const stone = blob(
      random,
      scene.width * random.between(0.08, 0.42),
      scene.height * (0.16 + index * 0.14),
      size,
      size * 0.72,
      0.14,
    )
    form(scene, stone, random.pick([family.accent, family.dark, family.second]), 0.05)
  }
}
