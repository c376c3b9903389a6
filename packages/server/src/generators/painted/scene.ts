import { createRandom, hashText, type Random } from './canvas/random.js'
import { createSurface, type Surface } from './canvas/surface.js'
import { createPalette, type Palette } from './colour/palette.js'
import type { ScenePlan } from './plan.js'
import { needsNearGround } from './subject-kinds.js'
import type { Detail, Subject, Weather } from './words/terms.js'

/** A plan at one size, ready to be drawn. Lengths are in units of the shorter side. */
export interface Scene {
  readonly plan: ScenePlan
  readonly palette: Palette
  readonly surface: Surface
  readonly width: number
  readonly height: number
  /** Height of the horizon. */
  readonly horizon: number
  /** Where the subject stands across. */
  readonly focusX: number
  /** Sun or moon. `side` is -1 when the light comes from the left. */
  readonly light: { readonly x: number; readonly y: number; readonly side: -1 | 1; readonly radius: number }
}

/** Where a setting offers room for the subject. */
export interface Stand {
  readonly x: number
  readonly y: number
  /** Height of a house here, in units. */
  readonly size: number
  readonly ground: 'land' | 'water' | 'table' | 'deep' | 'void'
  /** Atmospheric distance, 0 near and 1 far. */
  readonly distance: number
}

/** Brings a plan to a size. */
export function createScene(plan: ScenePlan, widthPx: number, heightPx: number): Scene {
  const surface = createSurface(widthPx, heightPx)
  const { width, height } = surface
  const random = createRandom(hashText('light', plan.seed))
  const focusX = width * plan.focus
  const horizon = height * plan.horizon
  const isLow =
    plan.time === 'golden' || plan.time === 'dawn' || plan.time === 'dusk' || plan.details.includes('low-sun')
  const offset = random.between(-0.05, 0.05)
  const isBehindSubject = plan.setting === 'window' && plan.time === 'night'
  const lightX = isBehindSubject
    ? focusX + (plan.focus > 0.5 ? -0.11 : 0.11)
    : width * (plan.focus > 0.5 ? 0.32 + offset : 0.68 + offset)
  const lightY = isBehindSubject
    ? height * 0.47
    : isLow
      ? horizon - height * random.between(0.13, 0.2)
      : height * random.between(0.15, 0.22)
  return {
    plan,
    palette: createPalette(plan),
    surface,
    width,
    height,
    horizon,
    focusX,
    light: { x: lightX, y: lightY, side: lightX < focusX ? -1 : 1, radius: isLow ? 0.075 : 0.062 },
  }
}

/** The random numbers of one part of the picture. Each part has its own, so that adding one moves no other. */
export function randomFor(scene: Scene, part: string): Random {
  return createRandom(hashText(part, scene.plan.seed))
}

/** Says whether the plan shows a subject. */
export function shows(scene: Scene, kind: Subject): boolean {
  return scene.plan.subjects.some((subject) => subject.kind === kind)
}

/** Says whether the plan shows something that walks or rolls and needs near, level ground. */
export function hasWalker(scene: Scene): boolean {
  return scene.plan.subjects.some(({ kind }) => needsNearGround(kind))
}

/** Says whether the plan names a detail. */
export function hasDetail(scene: Scene, detail: Detail): boolean {
  return scene.plan.details.includes(detail)
}

/** Says whether the plan has a kind of weather. */
export function hasWeather(scene: Scene, weather: Weather): boolean {
  return scene.plan.weather.includes(weather)
}
