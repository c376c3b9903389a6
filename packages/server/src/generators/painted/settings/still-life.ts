import { addGlow, fillAll, fillPath } from '../canvas/fill.js'
import { fractalAt, noiseTile, readTile } from '../canvas/noise.js'
import { rectangle, ribbon, roughen } from '../canvas/outlines.js'
import { across, downward, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { randomFor, shows, type Scene } from '../scene.js'
import { drawFruit } from '../subjects/fruit.js'
import { drawVase } from '../subjects/vase.js'
import type { Ground } from './setting.js'

/** A wall with window light, a table, a cloth over its edge. A vase joins fruit that would lie alone. */
export function drawStillLife(scene: Scene): Ground {
  const random = randomFor(scene, 'still life')
  const edge = scene.horizon
  const wall: Lch = random.pick([
    lch(0.78, 0.045, 225),
    lch(0.82, 0.045, 75),
    lch(0.74, 0.04, 165),
    lch(0.76, 0.05, 30),
    lch(0.68, 0.045, 285),
  ])
  drawWall(scene, wall)
  drawWindowLight(scene, edge)
  drawTable(scene, edge)
  drawCloth(scene, edge)
  if (scene.palette.isDark) drawLamplight(scene, edge)
  const stand = {
    x: scene.focusX,
    y: edge + (scene.height - edge) * 0.34,
    size: 0.3,
    ground: 'table',
    distance: 0,
  } as const
  const hasVase = shows(scene, 'vase') || shows(scene, 'flowers')
  const hasOther = scene.plan.subjects.length > 0 && !hasVase && !shows(scene, 'fruit')
  if (!hasVase && !hasOther) drawVase(scene, { ...stand, size: 0.26 }, { kind: 'vase' })
  const isBare = !shows(scene, 'fruit') && !hasOther
  return {
    stand,
    drawFront: () => {
      const x = scene.focusX + (scene.focusX > scene.width / 2 ? -1 : 1) * 0.27
      if (isBare) drawFruit(scene, { ...stand, x, y: stand.y + 0.06 }, { kind: 'fruit' })
    },
  }
}

function drawWall(scene: Scene, wall: Lch): void {
  const { surface, palette, light } = scene
  const layer = addLayer(surface, 'sky', { angle: 0.9 * -light.side, wander: 0.8, stretch: 3 })
  const near = palette.tone(wall, 0, 0.28)
  const away = palette.tone({ ...wall, l: wall.l - 0.07 }, 0, -0.25)
  const tile = noiseTile(4)
  fillAll(
    surface,
    (x, y, out) => {
      const share = light.side < 0 ? x / scene.width : 1 - x / scene.width
      const part = Math.min(
        1,
        Math.max(0, share * 0.75 + (y / scene.height) * 0.3 + (readTile(tile, x * 180, y * 180) - 0.5) * 0.3),
      )
      for (let channel = 0; channel < 3; channel++) {
        out[channel] = (near[channel] ?? 0) + ((away[channel] ?? 0) - (near[channel] ?? 0)) * part
      }
    },
    layer,
  )
}

/** Warm light of a lamp outside of the picture, which the night leaves around the subject. */
function drawLamplight({ surface, palette, focusX, light }: Scene, edge: number): void {
  const warm = palette.glow(lch(0.78, 0.095, 72))
  addGlow(surface, { x: focusX + light.side * 0.12, y: edge - 0.16 }, 0.7, warm, 0.5)
}

/** Two panes of light that fall slanting on the wall. */
function drawWindowLight(scene: Scene, edge: number): void {
  const { surface, palette, light } = scene
  if (scene.plan.time === 'night') return
  const layer = addLayer(surface, 'sky', { angle: 1, wander: 0.6 })
  const rgb = palette.tone(lch(0.97, 0.03, 90), 0, 0.5)
  const startX = scene.width * (light.side < 0 ? 0.42 : 0.46)
  for (let row = 0; row < 2; row++) {
    for (let column = 0; column < 2; column++) {
      const x = startX + column * 0.125 + row * 0.055 * -light.side
      const y = edge * (0.13 + row * 0.27)
      const slant = 0.05 * -light.side
      const pane = [x, y, x + 0.105, y + 0.018, x + 0.105 + slant, y + edge * 0.24, x + slant, y + edge * 0.24 - 0.018]
      fillPath(surface, roughen(pane, 0.003, row * 2 + column), flat(rgb), layer, 0.4)
    }
  }
}

function drawTable(scene: Scene, edge: number): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'ground', { angle: 0, wander: 0.1, stretch: 4.5 })
  const wood = lch(0.58, 0.06, 52)
  const top = downward(edge, scene.height, palette.tone({ ...wood, l: 0.63 }, 0, 0.1), palette.tone(wood, 0, -0.3))
  fillPath(surface, rectangle(-0.1, edge, scene.width + 0.1, scene.height + 0.1), mottled(top, 0.1, 0.12, 9), layer)
  fillPath(
    surface,
    rectangle(-0.1, edge, scene.width + 0.1, edge + 0.006),
    flat(palette.tone({ ...wood, l: 0.7 }, 0, 0.3)),
    layer,
  )
  const grain = flat(palette.tone({ ...wood, l: 0.48 }, 0, -0.3))
  for (let index = 0; index < 12; index++) {
    const y = edge + (scene.height - edge) * (index / 12 + 0.05)
    const line: number[] = []
    for (let step = 0; step <= 20; step++)
      line.push((scene.width * step) / 20, y + fractalAt(step * 0.2, index, 9) * 0.008)
    fillPath(
      surface,
      ribbon(line, (share) => 0.0008 + Math.abs(fractalAt(share * 5, index, 3)) * 0.002),
      grain,
      layer,
      0.35,
    )
  }
}

/** A linen cloth that hangs over the front of the table, with folds. */
function drawCloth(scene: Scene, edge: number): void {
  const { surface, palette, light } = scene
  const layer = addLayer(surface, 'thing', { angle: 1.4, wander: 0.4, size: 0.6, stretch: 3 })
  const towards = scene.focusX > scene.width / 2 ? 1 : -1
  const left = scene.focusX + towards * 0.04 - 0.24
  const right = scene.focusX + towards * 0.04 + 0.2
  const linen = lch(0.94, 0.014, 80)
  const cloth = [
    left + 0.06,
    edge + 0.03,
    right - 0.02,
    edge + 0.022,
    right + 0.07,
    scene.height + 0.05,
    left - 0.06,
    scene.height + 0.05,
  ]
  const [lit, shade] = [palette.tone(linen, 0, 0.3), palette.tone({ ...linen, h: 260 }, 0, -0.35)]
  const [from, to] = light.side < 0 ? [lit, shade] : [shade, lit]
  fillPath(surface, roughen(cloth, 0.008, 21), mottled(across(left - 0.05, right + 0.05, from, to), 0.04, 0.1), layer)
  for (let index = 0; index < 6; index++) {
    const share = (index + 0.5) / 6
    const x = left + (right - left) * share
    const bend = (share - 0.5) * 0.11
    const fold = [
      x,
      edge + 0.1 + (index % 3) * 0.04,
      x + bend * 0.5,
      (edge + scene.height) / 2 + 0.05,
      x + bend,
      scene.height + 0.02,
    ]
    fillPath(
      surface,
      ribbon(fold, (at) => at * 0.014),
      flat(palette.tone({ ...linen, l: 0.82, h: 260 }, 0, -0.25)),
      layer,
      0.48,
    )
  }
}
