import { createRandom, hashText, type Random } from './canvas/random.js'
import type { PhotoReading } from './photo-reading.js'
import { needsNearGround } from './subject-kinds.js'
import { readPrompt, type NamedSubject, type Reading } from './words/read-prompt.js'
import type {
  ColourName,
  Detail,
  Language,
  Mood,
  Season,
  Setting,
  Style,
  Subject,
  Time,
  Weather,
} from './words/terms.js'

/** Everything the painter decides before the first stroke, as JSON. The same plan always gives the same picture. */
export interface ScenePlan {
  readonly version: 1
  /** Seeds shapes and palette; a remix keeps its parent's. */
  readonly seed: number
  /** Seeds the strokes. */
  readonly brushSeed: number
  readonly language: Language
  readonly setting: Setting
  /** The first is the main one; it stands at the focal point. */
  readonly subjects: readonly NamedSubject[]
  readonly time: Time
  readonly weather: readonly Weather[]
  readonly season: Season
  readonly style: Style
  readonly tint?: ColourName
  readonly moods: readonly Mood[]
  readonly details: readonly Detail[]
  /** Height of the horizon, 0 at the top. */
  readonly horizon: number
  /** Place of the subject across, 0 at the left; the light stands on the other side. */
  readonly focus: number
  /** Degrees by which unknown words turn the hues. */
  readonly drift: number
  /** What a photograph that was remixed gave to the picture. */
  readonly photo?: PhotoReading
}

/** What a plan may start from: the recipe of a parent, or the reading of a photograph. */
export interface PlanSource {
  readonly parent?: ScenePlan
  readonly photo?: PhotoReading
}

/** Plans a picture. Pure: the same prompt, seed and source give the same plan. */
export function planScene(prompt: string, seed: number, source: PlanSource = {}): ScenePlan {
  const reading = readPrompt(prompt)
  if (source.parent) return remixPlan(source.parent, reading, prompt, seed)
  // Equal meanings get equal pictures whatever the language, so the seed comes from the reading, not from the letters.
  const picture = hashText(meaningOf(reading), seed >>> 0)
  const random = createRandom(picture)
  const setting = openSky(reading) ?? reading.setting ?? settingFor(reading, source.photo, random)
  const season = reading.season ?? random.pick(['summer', 'summer', 'spring', 'autumn'])
  const side = random.chance(0.5) ? 0.33 : 0.67
  return {
    version: 1,
    seed: picture,
    brushSeed: hashText('brush', picture),
    language: reading.language,
    setting,
    subjects: reading.subjects,
    time: reading.time ?? source.photo?.time ?? timeFor(reading, setting, random),
    weather: reading.weather,
    season,
    style: reading.style ?? 'gouache',
    ...(reading.tint ? { tint: reading.tint } : {}),
    moods: reading.moods,
    details: reading.details,
    horizon: source.photo?.horizon ?? horizonFor(setting, random),
    focus: source.photo?.focus ?? side + random.between(-0.03, 0.03),
    drift: driftOf(reading),
    ...(source.photo ? { photo: source.photo } : {}),
  }
}

/** Keeps the parent's plan and changes what the prompt names. */
function remixPlan(parent: ScenePlan, reading: Reading, prompt: string, seed: number): ScenePlan {
  const isCleared = reading.time === 'day' && reading.weather.length === 0
  const changesNothing = describe(reading) === ''
  return {
    ...parent,
    brushSeed: hashText(prompt, seed >>> 0),
    language: prompt.trim() === '' ? parent.language : reading.language,
    setting: reading.setting ?? parent.setting,
    subjects: mergeSubjects(parent.subjects, reading.subjects),
    time: reading.time ?? impliedTime(reading) ?? parent.time,
    weather: reading.weather.length > 0 ? reading.weather : isCleared ? [] : parent.weather,
    season: reading.season ?? parent.season,
    style: reading.style ?? parent.style,
    ...(reading.tint ? { tint: reading.tint } : {}),
    moods: reading.moods.length > 0 ? reading.moods : parent.moods,
    details: [...new Set([...reading.details, ...parent.details])].slice(0, 8),
    drift: changesNothing ? clampDrift(parent.drift + driftOf(reading)) : parent.drift,
  }
}

const skySubjects: ReadonlySet<Subject> = new Set(['moon', 'sun', 'stars', 'aurora'])

/** Says whether a subject belongs to the sky and needs no ground. */
export function isInSky(kind: Subject): boolean {
  return skySubjects.has(kind)
}

/** New things in the sky come along; a new thing on the ground takes the place of the old main one. */
function mergeSubjects(old: readonly NamedSubject[], fresh: readonly NamedSubject[]): readonly NamedSubject[] {
  if (fresh.length === 0) return old
  const replaces = fresh.some(({ kind }) => !isInSky(kind))
  const names = new Set(fresh.map(({ kind }) => kind))
  const opposite: Partial<Record<Subject, Subject>> = { moon: 'sun', sun: 'moon' }
  const kept = old.filter(({ kind }) => {
    const rival = opposite[kind]
    return !names.has(kind) && !(rival && names.has(rival)) && (isInSky(kind) || !replaces)
  })
  return (replaces ? [...fresh, ...kept] : [...kept, ...fresh]).slice(0, 4)
}

const settingOf: Readonly<Record<Subject, readonly [Setting, ...Setting[]]>> = {
  lighthouse: ['sea'],
  boat: ['sea'],
  house: ['meadow', 'meadow', 'mountains'],
  castle: ['mountains'],
  bridge: ['river'],
  tree: ['meadow'],
  flowers: ['meadow'],
  fruit: ['still-life'],
  vase: ['still-life'],
  cat: ['window', 'meadow'],
  bird: ['meadow', 'sea', 'river'],
  whale: ['underwater'],
  fish: ['underwater'],
  balloon: ['mountains', 'meadow'],
  moon: ['sea', 'mountains'],
  sun: ['sea', 'meadow'],
  stars: ['mountains', 'desert'],
  aurora: ['mountains'],
  planet: ['space'],
  stones: ['abstract'],
  fox: ['forest', 'meadow'],
  dog: ['meadow', 'sea'],
  wolf: ['forest', 'mountains'],
  horse: ['meadow'],
  deer: ['forest', 'meadow'],
  rabbit: ['meadow'],
  owl: ['forest', 'mountains'],
  butterfly: ['meadow'],
  dragon: ['mountains'],
  person: ['meadow', 'sea', 'forest'],
  astronaut: ['space'],
  robot: ['meadow', 'desert'],
  train: ['meadow', 'mountains'],
  car: ['desert', 'meadow'],
  bicycle: ['meadow'],
  rocket: ['space'],
  cup: ['still-life'],
  mushroom: ['forest'],
  bear: ['forest', 'mountains'],
  sheep: ['meadow'],
  cow: ['meadow'],
}

/** Aurora and stars need a sky: over a wood they stand above wooded mountains. */
function openSky({ setting, subjects }: Reading): Setting | undefined {
  const needsSky = subjects.some(({ kind }) => kind === 'aurora' || kind === 'stars')
  return needsSky && setting === 'forest' ? 'mountains' : undefined
}

function settingFor(reading: Reading, photo: PhotoReading | undefined, random: Random): Setting {
  const kinds = reading.subjects.map(({ kind }) => kind)
  const first = kinds.find((kind) => !isInSky(kind)) ?? kinds[0]
  if (kinds.includes('bridge')) return 'river'
  if (first === 'person' && (reading.details.includes('umbrella') || reading.weather.includes('rain'))) return 'city'
  if (first === 'cat' && kinds.some(needsNearGround)) return 'meadow'
  if (first === 'wolf' && kinds.includes('moon')) return 'mountains'
  const isBouquet = kinds.includes('flowers') && (kinds.includes('vase') || kinds.includes('fruit'))
  if (isBouquet) return 'still-life'
  if (first === 'tree' && reading.details.includes('palm')) return 'sea'
  if (first) return random.pick(settingOf[first])
  if (reading.details.includes('hill')) return 'meadow'
  if (reading.details.includes('path')) return 'meadow'
  if (photo) return photo.setting
  if (reading.weather.includes('storm')) return 'sea'
  if (reading.weather.length > 0 || reading.season || reading.time) {
    return random.pick(['mountains', 'meadow', 'river', 'sea', 'forest'])
  }
  return reading.details.length > 0 ? 'meadow' : 'abstract'
}

function impliedTime(reading: Reading): Time | undefined {
  const kinds = reading.subjects.map(({ kind }) => kind)
  if (kinds.some((kind) => kind === 'moon' || kind === 'stars' || kind === 'aurora')) return 'night'
  if (reading.details.includes('low-sun')) return 'golden'
  return undefined
}

function timeFor(reading: Reading, setting: Setting, random: Random): Time {
  const implied = impliedTime(reading)
  if (implied) return implied
  if (setting === 'space' || reading.style === 'neon') return 'night'
  if (reading.weather.includes('storm')) return 'dusk'
  if (setting === 'still-life' || setting === 'abstract' || setting === 'underwater' || setting === 'pond') return 'day'
  if (reading.tint || reading.season === 'summer' || reading.weather.length > 0) return 'day'
  return random.pick(['day', 'day', 'day', 'golden', 'golden', 'dawn'])
}

function horizonFor(setting: Setting, random: Random): number {
  const isHigh = setting === 'meadow' || setting === 'river' || setting === 'forest'
  return (isHigh ? 0.47 : setting === 'still-life' ? 0.64 : 0.62) + random.between(-0.03, 0.03)
}

function driftOf({ unknown }: Reading): number {
  if (unknown.length === 0) return 0
  return (hashText(unknown.join(' ')) % 41) - 20
}

function clampDrift(degrees: number): number {
  return Math.max(-40, Math.min(40, degrees))
}

function meaningOf(reading: Reading): string {
  const named = describe(reading)
  return named === '' ? reading.unknown.join(' ') : named
}

function describe(reading: Reading): string {
  const { setting, subjects, weather, time, season, tint, moods, details } = reading
  const things = subjects.map(({ kind, colour }) => `${colour ?? ''} ${kind}`)
  return [setting, ...things, ...weather, time, season, tint, ...moods, ...details].filter(Boolean).join('/')
}
