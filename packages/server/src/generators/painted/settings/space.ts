import { fillAll, fillPath } from '../canvas/fill.js'
import { fractalAt, noiseTile, readTile } from '../canvas/noise.js'
import { below, blob, ellipse, skyline } from '../canvas/outlines.js'
import { flat, mottled } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import { lch, lchToLab, labToRgb, mixLab, type Rgb } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { hasWalker, randomFor, shows, type Scene } from '../scene.js'
import { drawPlanet } from '../subjects/planet.js'
import type { Ground } from './setting.js'

/** A nebula in two related hues, stars by the hundred, a quiet moon's ground below. */
export function drawSpace(scene: Scene): Ground {
  const random = randomFor(scene, 'space')
  const hue = scene.plan.tint ? namedColours[scene.plan.tint].h : random.pick([265, 285, 230, 315, 195])
  drawNebula(scene, hue, hue + random.pick([55, -50, 80]))
  drawStarField(scene)
  if (!shows(scene, 'planet')) {
    const small = {
      x: hasWalker(scene) ? scene.focusX : scene.width - scene.focusX,
      y: scene.height * 0.32,
      size: 0.2,
      ground: 'void',
      distance: 0,
    } as const
    drawPlanet(scene, small, shows(scene, 'moon') ? { kind: 'planet', colour: 'blue' } : { kind: 'planet' })
  }
  const isMoonscape =
    random.chance(0.65) ||
    shows(scene, 'moon') ||
    scene.plan.subjects.some(({ kind }) => kind === 'house' || kind === 'cat' || kind === 'tree')
  if (isMoonscape) drawMoonscape(scene)
  const standsOnGround = scene.plan.subjects[0] && scene.plan.subjects[0].kind !== 'planet'
  return {
    stand:
      standsOnGround && isMoonscape
        ? { x: scene.width - scene.focusX, y: scene.height * 0.93, size: 0.27, ground: 'land', distance: 0 }
        : { x: scene.focusX, y: scene.height * 0.38, size: 0.34, ground: 'void', distance: 0 },
  }
}

function drawNebula(scene: Scene, firstHue: number, secondHue: number): void {
  const { surface } = scene
  const layer = addLayer(surface, 'sky', { angle: 0.7, wander: 1.6, stretch: 2.4 })
  const wide = noiseTile(4)
  const fine = noiseTile(16)
  const shift = randomFor(scene, 'nebula').below(512)
  const steps: Rgb[] = []
  for (let step = 0; step <= 64; step++) {
    const share = step / 64
    const dark = lchToLab(lch(0.13, 0.035, 275))
    const first = lchToLab(lch(0.36, 0.11, firstHue))
    const second = lchToLab(lch(0.66, 0.1, secondHue))
    const lab = share < 0.55 ? mixLab(dark, first, (share / 0.55) ** 1.4) : mixLab(first, second, (share - 0.55) / 0.45)
    steps.push(
      scene.palette.glow({
        l: lab.l,
        c: Math.sqrt(lab.a ** 2 + lab.b ** 2),
        h: (Math.atan2(lab.b, lab.a) * 180) / Math.PI,
      }),
    )
    if (!steps.at(-1)) steps.push(labToRgb(lab))
  }
  const slope = scene.light.side * 0.55
  fillAll(
    surface,
    (x, y, out) => {
      const bend = (readTile(wide, x * 190 + shift, y * 190) - 0.5) * 0.75
      const band = y / scene.height - 0.45 - (x / scene.width - 0.5) * slope + bend
      const cloud = readTile(fine, x * 110 + bend * 60, y * 110 + shift)
      const share = Math.exp(-band * band * 7) * (0.25 + cloud * 0.95)
      out.set(steps[Math.round(Math.min(1, Math.max(0, share)) * 64)] ?? [20, 20, 40])
    },
    layer,
  )
}

function drawStarField(scene: Scene): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'star field')
  const layer = addLayer(surface, 'light', { size: 0.12 })
  const count = Math.round(420 * scene.width * scene.height)
  for (let index = 0; index < count; index++) {
    const x = random.between(0, scene.width)
    const y = random.between(0, scene.height)
    const size = 0.0009 + random.next() ** 7 * 0.0042
    const rgb = palette.glow(lch(0.95, 0.04, random.pick([70, 250, 230, 20])))
    fillPath(surface, ellipse(x, y, size, size, 0, 10), flat(rgb), layer, random.between(0.5, 0.98))
  }
}

function drawMoonscape(scene: Scene): void {
  const { surface, palette } = scene
  const random = randomFor(scene, 'moonscape')
  const seed = random.below(1e6)
  const isMoon = shows(scene, 'moon')
  for (let index = 0; index < 2; index++) {
    const top = scene.height * (0.82 + index * 0.07)
    const layer = addLayer(surface, 'ground', { size: 0.6 })
    const edge = skyline(-0.05, scene.width + 0.05, 70, (x) => top + fractalAt(x * 2.4, index * 4, seed) * 0.04)
    const dust = palette.glow(isMoon ? lch(0.62 - index * 0.08, 0.018, 280) : lch(0.32 - index * 0.08, 0.035, 285))
    fillPath(surface, below(edge, scene.height + 0.1), mottled(flat(dust), 0.16, 0.12, 2.5), layer)
    for (let crater = 0; crater < 6; crater++) {
      const x = random.between(0, scene.width)
      const y = top + random.between(0.05, 0.12)
      const size = random.between(0.015, 0.05)
      fillPath(
        surface,
        blob(random, x, y, size, size * 0.28),
        flat(palette.glow(lch((isMoon ? 0.42 : 0.2) - index * 0.04, 0.025, 285))),
        layer,
        0.8,
      )
      fillPath(
        surface,
        blob(random, x - scene.light.side * size * 0.12, y + size * 0.07, size * 0.8, size * 0.17),
        flat(palette.glow(lch((isMoon ? 0.68 : 0.42) - index * 0.1, 0.025, 280))),
        layer,
        0.6,
      )
    }
  }
}
