import { fillPath } from '../canvas/fill.js'
import { roughen } from '../canvas/outlines.js'
import { flat, mottled } from '../canvas/paints.js'
import type { Random } from '../canvas/random.js'
import { addLayer } from '../canvas/surface.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene } from '../scene.js'

/** The colours of one composition: a pale ground, two related ones, one that answers, one for weight. */
export interface Family {
  readonly ground: Lch
  readonly first: Lch
  readonly second: Lch
  readonly accent: Lch
  readonly dark: Lch
}

/** Five colours that were mixed to go together; a tint or unknown words turn them. */
export function chooseFamily(scene: Scene, random: Random): Family {
  const family = random.pick(families)
  if (!scene.plan.tint) return family
  const key = namedColours[scene.plan.tint].h
  return {
    ground: { ...family.ground, h: key },
    first: { ...family.first, h: key },
    second: { ...family.second, h: key + 22 },
    accent: { ...family.accent, h: key - 30 },
    dark: { ...family.dark, h: key + 12 },
  }
}

/** Fills one form as if cut by hand from painted paper. */
export function form(scene: Scene, path: readonly number[], local: Lch, facing = 0, opacity = 1): void {
  const layer = addLayer(scene.surface, 'thing', { angle: 0.5, wander: 1, size: 0.7, stretch: 2.6 })
  fillPath(
    scene.surface,
    roughen(path, 0.003, layer),
    mottled(flat(scene.palette.tone(local, 0, facing)), 0.05, 0.2),
    layer,
    opacity,
  )
}

const families: readonly [Family, ...Family[]] = [
  {
    ground: lch(0.93, 0.02, 82),
    first: lch(0.72, 0.11, 68),
    second: lch(0.52, 0.11, 42),
    accent: lch(0.82, 0.085, 70),
    dark: lch(0.36, 0.075, 10),
  },
  {
    ground: lch(0.92, 0.025, 75),
    first: lch(0.68, 0.075, 225),
    second: lch(0.46, 0.075, 245),
    accent: lch(0.76, 0.115, 58),
    dark: lch(0.32, 0.055, 262),
  },
  {
    ground: lch(0.93, 0.022, 95),
    first: lch(0.68, 0.065, 165),
    second: lch(0.48, 0.06, 180),
    accent: lch(0.74, 0.115, 40),
    dark: lch(0.33, 0.045, 200),
  },
  {
    ground: lch(0.92, 0.022, 40),
    first: lch(0.72, 0.085, 355),
    second: lch(0.5, 0.095, 345),
    accent: lch(0.82, 0.1, 82),
    dark: lch(0.34, 0.07, 320),
  },
  {
    ground: lch(0.91, 0.02, 260),
    first: lch(0.66, 0.08, 290),
    second: lch(0.46, 0.085, 282),
    accent: lch(0.8, 0.085, 45),
    dark: lch(0.3, 0.06, 275),
  },
  {
    ground: lch(0.93, 0.03, 88),
    first: lch(0.7, 0.075, 125),
    second: lch(0.5, 0.06, 140),
    accent: lch(0.7, 0.125, 48),
    dark: lch(0.36, 0.06, 45),
  },
]
