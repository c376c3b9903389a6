import { fillPath } from '../canvas/fill.js'
import { fractalAt } from '../canvas/noise.js'
import { below, ribbon, skyline } from '../canvas/outlines.js'
import { downward, flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch } from '../colour/oklch.js'
import { drawFlowerField } from '../flower-field.js'
import { drawBush } from '../greenery.js'
import { growth, isSnowy } from '../seasons.js'
import { hasDetail, randomFor, shows, type Scene } from '../scene.js'
import { drawHouse } from '../subjects/house.js'
import type { Ground } from './setting.js'

/** Rolling fields to a blue rim, hedges and trees on them, grass and flowers in front. */
export function drawMeadow(scene: Scene): Ground {
  const { surface, palette } = scene
  const random = randomFor(scene, 'meadow')
  const line = scene.horizon
  const depth = scene.height - line
  drawRim(scene)
  const folds = [0.02, 0.16, 0.36]
  folds.forEach((share, index) => {
    const seed = random.below(1e6)
    const top = line + depth * share
    const bulge = hasDetail(scene, 'hill') && index === 1 ? 0.13 : 0
    const heightAt = (x: number) => {
      const hill = bulge * Math.exp(-(((x - scene.focusX) / 0.34) ** 2))
      return top - hill + fractalAt(x * (1.1 + index * 0.3), index * 2, seed) * (0.05 - index * 0.008)
    }
    const distance = 0.5 - index * 0.2
    const local = isSnowy(scene) ? lch(0.95 - index * 0.012, 0.012, 235) : growth(scene, 0.15 + index * 0.4)
    const layer = addLayer(surface, 'ground', { angle: index === 1 ? -0.12 : 0.1, size: 0.7 })
    const paint = downward(
      top - 0.06,
      top + depth * 0.5,
      palette.tone(local, distance, 0.25),
      palette.tone(local, distance * 0.6, -0.08),
    )
    fillPath(
      surface,
      below(skyline(-0.05, scene.width + 0.05, 70, heightAt), scene.height + 0.1),
      mottled(paint, 0.06, 0.3, 3),
      layer,
    )
    if (index === 2) return
    const bushes = Math.round((index === 0 ? 15 : 7) * scene.width)
    for (let bush = 0; bush < bushes; bush++) {
      const x = random.between(0, scene.width)
      const size = (index === 0 ? 0.02 : 0.035) * random.between(0.7, 1.7)
      const isClear = index === 1 && Math.abs(x - scene.focusX) < 0.16
      if (!isClear)
        drawBush(scene, random, x, heightAt(x) + size * 0.25 + (index === 1 ? 0.012 : 0), size, distance * 0.9)
    }
    if (index === 0 && !shows(scene, 'house') && random.chance(0.7)) {
      const x = scene.width * (scene.focusX > scene.width / 2 ? 0.36 : 0.66)
      drawHouse(scene, { x, y: heightAt(x) + 0.01, size: 0.055, ground: 'land', distance: 0.3 }, { kind: 'house' })
    }
  })
  if (hasDetail(scene, 'path')) drawPath(scene, line + depth * 0.3)
  const hasHill = hasDetail(scene, 'hill')
  return {
    stand: {
      x: scene.focusX,
      y: line + depth * (hasHill ? 0.02 : 0.5),
      size: hasHill ? 0.17 : 0.24,
      ground: 'land',
      distance: 0.03,
    },
    drawFront: () => drawFlowerField(scene, line + depth * 0.42),
  }
}

function drawRim(scene: Scene): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'rim')
  for (let index = 0; index < 2; index++) {
    const seed = random.below(1e6)
    const layer = addLayer(surface, 'far', { angle: 0, size: 0.7 })
    const ridge = skyline(-0.05, scene.width + 0.05, 80, (x) => {
      return scene.horizon - 0.035 + index * 0.022 + fractalAt(x * 1.6, 3, seed) * 0.03
    })
    const rgb = palette.tone(lch(0.58, 0.06, 225 - index * 60), 0.74 - index * 0.16)
    fillPath(surface, below(ridge, scene.horizon + 0.1), flat(rgb), layer)
  }
}

function drawPath(scene: Scene, top: number): void {
  const { surface, palette } = scene
  const layer = addLayer(surface, 'ground', { angle: 1.2, size: 0.5 })
  const line: number[] = []
  for (let step = 0; step <= 30; step++) {
    const share = step / 30
    line.push(
      scene.focusX + Math.sin(share * 3.6) * 0.14 * share - share * 0.1,
      top + (scene.height + 0.05 - top) * share ** 1.3,
    )
  }
  const sand = lch(0.82, 0.045, 80)
  fillPath(
    surface,
    ribbon(line, (share) => 0.008 + share ** 1.7 * 0.15),
    mottled(flat(palette.tone(sand, 0.05, 0.1)), 0.07, 0.1),
    layer,
  )
}
