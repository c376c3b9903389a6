import { fillPath } from '../canvas/fill.js'
import { blob, curve, ellipse, ribbon } from '../canvas/outlines.js'
import { flat, round } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { drawConifer, drawLimb } from '../greenery.js'
import { hasDetail, randomFor, type Scene, type Stand } from '../scene.js'
import { foliage, isSnowy } from '../seasons.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'

/** A broad tree: branching trunk, crown of leaf masses, darker below and away from the light. */
export function drawTree(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const random = randomFor(scene, 'tree')
  const { x, y } = stand
  const size = stand.size * 2
  castShadow(scene, x, y + size * 0.01, size * 0.3, 0.42)
  if (hasDetail(scene, 'conifer')) return drawConifer(scene, random, x, y, size, stand.distance)
  if (hasDetail(scene, 'palm')) return drawPalm(scene, random, x, y, size)
  const branches = drawTrunk(scene, random, x, y, size)
  const isBare = isSnowy(scene) && !subject.colour && !hasDetail(scene, 'cherry')
  if (isBare) drawTwigs(scene, random, branches, size)
  else drawCrown(scene, random, x, y, size, leafColour(scene, random, subject))
}

function leafColour(scene: Scene, random: Random, subject: NamedSubject): () => Lch {
  if (subject.colour) {
    const base = namedColours[subject.colour]
    return () => ({ ...base, l: base.l + random.between(-0.05, 0.05), h: base.h + random.between(-8, 8) })
  }
  if (hasDetail(scene, 'cherry'))
    return () => lch(random.between(0.8, 0.89), random.between(0.06, 0.1), random.between(350, 366))
  return () => foliage(scene, random)
}

function drawTrunk(scene: Scene, random: Random, x: number, y: number, size: number): number[] {
  const layer = addLayer(scene.surface, 'thing', { angle: 1.5, size: 0.3 })
  const bend = random.between(-0.05, 0.05)
  const bark = lch(0.4, 0.035, 45)
  const line = curve([x, y + size * 0.01, x + bend * size * 0.5, y - size * 0.25, x + bend * size, y - size * 0.6], 8)
  drawLimb(scene, layer, line, size * 0.085, size * 0.03, bark)
  const root = [
    x - size * 0.085,
    y + size * 0.012,
    x - size * 0.03,
    y - size * 0.06,
    x + size * 0.03,
    y - size * 0.06,
    x + size * 0.09,
    y + size * 0.012,
  ]
  fillPath(scene.surface, root, flat(scene.palette.tone(bark, 0, -0.2)), layer)
  const tips: number[] = []
  for (const [start, side, reach, rise] of [
    [0.3, -1, 0.25, 0.26],
    [0.36, 1, 0.27, 0.24],
    [0.46, -1, 0.13, 0.3],
    [0.5, 1, 0.12, 0.3],
  ] as const) {
    const tipX = x + side * size * reach * random.between(0.85, 1.15)
    const tipY = y - size * (start + rise)
    drawLimb(
      scene,
      layer,
      curve(
        [
          x + bend * size * start,
          y - size * start,
          (x + tipX) / 2 + side * size * 0.05,
          y - size * (start + rise * 0.35),
          tipX,
          tipY,
        ],
        6,
      ),
      size * 0.036,
      size * 0.008,
      bark,
    )
    tips.push(tipX, tipY)
  }
  return tips
}

function drawCrown(scene: Scene, random: Random, x: number, y: number, size: number, colour: () => Lch): void {
  const { surface, palette, light } = scene
  const centreY = y - size * 0.66
  const masses = 46
  const layers = [0, 1, 2].map(() => addLayer(surface, 'plant', { size: 0.36, wander: 2, stretch: 1.3 }))
  for (let index = 0; index < masses; index++) {
    const share = index / masses
    const angle = random.between(0, Math.PI * 2)
    const away = Math.sqrt(random.next()) * 0.9
    const massX = x + Math.cos(angle) * away * size * 0.37 + light.side * share * size * 0.02
    const massY = centreY + Math.sin(angle) * away * size * 0.27 - share * size * 0.03
    const facing = (((massX - x) * light.side) / (size * 0.37)) * 0.4 - ((massY - centreY) / (size * 0.27)) * 0.5
    const radius = size * random.between(0.075, 0.13) * (1.15 - share * 0.45)
    const local = colour()
    const lit = palette.tone(local, 0, Math.max(-1, Math.min(1, facing + share * 0.5 - 0.2)))
    const shade = palette.tone({ ...local, l: local.l - 0.06 }, 0, Math.max(-1, Math.min(0.5, facing - 0.4)))
    const mass = blob(random, massX, massY, radius, radius * 0.78, 0.3, 1.8)
    fillPath(
      surface,
      mass,
      round(massX + light.side * radius * 0.4, massY - radius * 0.5, radius * 1.6, lit, shade),
      layers[Math.floor(share * 3)] ?? 0,
    )
  }
  drawLooseLeaves(scene, random, x, y, size, colour)
}

function drawLooseLeaves(scene: Scene, random: Random, x: number, y: number, size: number, colour: () => Lch): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'plant', { size: 0.2 })
  for (let index = 0; index < 60; index++) {
    const onGround = index < 26
    const leafX = x + random.between(-0.5, 0.5) * size
    const leafY = onGround ? y + random.between(-0.005, 0.06) * size : y - size * random.between(0.34, 0.98)
    const radius = size * random.between(0.008, 0.015)
    const rgb = palette.tone(colour(), 0, random.between(-0.2, 0.4))
    fillPath(surface, ellipse(leafX, leafY, radius, radius * 0.6, random.between(0, 3), 10), flat(rgb), layer, 0.85)
  }
}

function drawTwigs(scene: Scene, random: Random, tips: readonly number[], size: number): void {
  const layer = addLayer(scene.surface, 'thing', { size: 0.2 })
  for (let index = 0; index < tips.length; index += 2) {
    for (let twig = 0; twig < 7; twig++) {
      const x = tips[index] ?? 0
      const y = tips[index + 1] ?? 0
      const turn = -1.57 + random.between(-1.1, 1.1)
      const length = size * random.between(0.1, 0.24)
      const line = [
        x,
        y,
        x + Math.cos(turn) * length * 0.5,
        y + Math.sin(turn) * length * 0.6,
        x + Math.cos(turn + 0.3) * length,
        y + Math.sin(turn + 0.3) * length,
      ]
      drawLimb(scene, layer, line, size * 0.009, size * 0.002)
    }
  }
}

function drawPalm(scene: Scene, random: Random, x: number, y: number, size: number): void {
  const { surface, palette, light } = scene
  const trunk = addLayer(surface, 'thing', { angle: 1.4, size: 0.3 })
  const lean = -light.side * 0.22
  const line = curve([x, y, x + size * lean * 0.25, y - size * 0.45, x + size * lean, y - size * 0.88], 12)
  drawLimb(scene, trunk, line, size * 0.055, size * 0.03, lch(0.5, 0.05, 60))
  const leaves = addLayer(surface, 'plant', { size: 0.3, stretch: 2.4 })
  for (let index = 0; index < 9; index++) {
    const turn = -2.9 + index * 0.33 + random.between(-0.1, 0.1)
    const reach = size * random.between(0.32, 0.42)
    const topX = x + size * lean
    const topY = y - size * 0.88
    const leaf = curve(
      [
        topX,
        topY,
        topX + Math.cos(turn) * reach * 0.6,
        topY + Math.sin(turn) * reach * 0.5,
        topX + Math.cos(turn) * reach,
        topY + Math.sin(turn) * reach * 0.5 + size * 0.16,
      ],
      8,
    )
    const rgb = palette.tone(lch(0.5, 0.09, 140), 0, Math.cos(turn) * light.side * 0.4 - 0.1)
    fillPath(
      surface,
      ribbon(leaf, (share) => Math.sin(share * Math.PI * 0.9 + 0.25) * size * 0.06),
      flat(rgb),
      leaves,
    )
  }
}
