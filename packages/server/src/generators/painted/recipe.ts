import type { ScenePlan } from './plan.js'
import {
  colourNames,
  details,
  moods,
  seasons,
  settings,
  styles,
  subjects,
  times,
  weathers,
  type ColourName,
} from './words/terms.js'
import type { NamedSubject } from './words/read-prompt.js'
import type { PhotoReading } from './photo-reading.js'

/** Reads a stored recipe back. Recipes come from a database and may be of another version or damaged:
 *  @returns undefined unless every part is one that the painter knows. */
export function readRecipe(recipe: unknown): ScenePlan | undefined {
  if (!isRecord(recipe) || recipe.version !== 1) return undefined
  const { seed, brushSeed, horizon, focus, drift, tint, photo } = recipe
  const language = recipe.language === 'de' ? 'de' : 'en'
  const setting = oneOf(settings, recipe.setting)
  const time = oneOf(times, recipe.time)
  const season = oneOf(seasons, recipe.season)
  const style = oneOf(styles, recipe.style)
  const tintName = oneOf(colourNames, tint)
  if (!setting || !time || !season || !style || (tint !== undefined && !tintName)) return undefined
  if (!isWithin(seed, 0, 2 ** 32) || !isWithin(brushSeed, 0, 2 ** 32)) return undefined
  if (!isWithin(horizon, 0.2, 0.85) || !isWithin(focus, 0, 1) || !isWithin(drift, -60, 60)) return undefined
  const photoReading = photo === undefined ? undefined : readPhotoPart(photo)
  if (photo !== undefined && !photoReading) return undefined
  return {
    version: 1,
    seed,
    brushSeed,
    language,
    setting,
    subjects: readSubjects(recipe.subjects),
    time,
    weather: someOf(weathers, recipe.weather),
    season,
    style,
    ...(tintName ? { tint: tintName } : {}),
    moods: someOf(moods, recipe.moods),
    details: someOf(details, recipe.details),
    horizon,
    focus,
    drift,
    ...(photoReading ? { photo: photoReading } : {}),
  }
}

function readSubjects(value: unknown): readonly NamedSubject[] {
  const list: NamedSubject[] = []
  for (const item of Array.isArray(value) ? value.slice(0, 4) : []) {
    if (!isRecord(item)) continue
    const kind = oneOf(subjects, item.kind)
    const colour: ColourName | undefined = oneOf(colourNames, item.colour)
    if (kind) list.push(colour ? { kind, colour } : { kind })
  }
  return list
}

function readPhotoPart(value: unknown): PhotoReading | undefined {
  if (!isRecord(value) || !Array.isArray(value.swatches) || !Array.isArray(value.masses)) return undefined
  const time = oneOf(times, value.time)
  const setting = oneOf(settings, value.setting)
  const { horizon, focus } = value
  if (!time || !setting || !isWithin(horizon, 0.2, 0.85) || !isWithin(focus, 0, 1)) return undefined
  const swatches = value.swatches.slice(0, 8).flatMap((item: unknown) => {
    if (!isRecord(item)) return []
    const { l, c, h } = item
    return isWithin(l, 0, 1) && isWithin(c, 0, 0.5) && isWithin(h, 0, 360) ? [{ l, c, h }] : []
  })
  const masses = value.masses.slice(0, 64).filter((item: unknown): item is number => isWithin(item, 0, 1))
  return { swatches, horizon, focus, time, setting, masses }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWithin(value: unknown, low: number, high: number): value is number {
  return typeof value === 'number' && value >= low && value <= high
}

function oneOf<T extends string>(list: readonly T[], value: unknown): T | undefined {
  return list.find((known) => known === value)
}

function someOf<T extends string>(list: readonly T[], value: unknown): readonly T[] {
  return Array.isArray(value) ? list.filter((known) => value.includes(known)) : []
}
