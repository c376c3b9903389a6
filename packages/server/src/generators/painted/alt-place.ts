import { settingWords } from './alt-words.js'
import type { ScenePlan } from './plan.js'
import { isAirborne, needsNearGround } from './subject-kinds.js'
import type { Language, Subject } from './words/terms.js'

/** What the alt text says about the place: where a subject is, and what the picture shows without one. */
export interface Place {
  readonly where: string
  readonly alone: string
}

/** Says the place of a plan as closely as it is drawn: a beach, not only the sea. */
export function placeOf(plan: ScenePlan): Place {
  const { language, setting } = plan
  const plain = settingWords[setting][language]
  const near = nearPlace(plan)
  if (hasBridgeBelow(plan)) {
    const bridge = { en: 'on a bridge', de: 'auf einer Brücke' }[language]
    const over = { en: 'over a river', de: 'über einen Fluss' }[language]
    return { where: `${bridge} ${setting === 'river' ? over : plain.where}`, alone: plain.alone }
  }
  return near ? near[language] : plain
}

/** Says whether the subject crosses a bridge: the bridge then belongs to the place. */
export function hasBridgeBelow({ subjects }: ScenePlan): boolean {
  return (
    subjects.some(({ kind }) => kind === 'bridge') &&
    subjects.some(({ kind }) => needsNearGround(kind) || kind === 'cat' || kind === 'house')
  )
}

/** Says whether the moon is the ground below somebody, not a light above. */
export function isOnMoon({ setting, subjects }: ScenePlan): boolean {
  return (
    setting === 'space' &&
    subjects.some(({ kind }) => kind === 'moon') &&
    subjects.some(({ kind }) => needsNearGround(kind))
  )
}

function nearPlace(plan: ScenePlan): Readonly<Record<Language, Place>> | undefined {
  const { setting, details, subjects } = plan
  const kinds = subjects.map(({ kind }) => kind)
  const has = (...wanted: readonly Subject[]) => wanted.some((kind) => kinds.includes(kind))
  if (isOnMoon(plan)) return places.moon
  const flies = kinds.some((kind) => kind === 'balloon' || kind === 'dragon' || kind === 'rocket')
  if (flies && kinds.length === 1 && setting === 'sea') return places.aboveSea
  if (flies && kinds.length === 1 && setting === 'mountains') return places.aboveMountains
  if (setting === 'sea') {
    if (has('lighthouse', 'castle')) return places.rock
    const isBeach = details.includes('beach') || details.includes('palm') || kinds.some(needsNearGround)
    if (isBeach) return places.beach
    return has('house', 'tree') ? places.rock : undefined
  }
  if (setting === 'mountains' && details.includes('waterfall')) return places.waterfall
  if (setting === 'mountains' && details.includes('lake') && !kinds.some(isAirborne)) {
    return kinds[0] === 'boat' ? places.onLake : places.lake
  }
  if (setting === 'desert' && details.includes('cactus')) return places.cacti
  if (setting === 'meadow' && details.includes('garden')) return places.garden
  if (setting === 'city' && kinds.some(needsNearGround)) return places.street
  return undefined
}

const places = {
  moon: {
    en: { where: 'on the moon', alone: 'the ground of the moon' },
    de: { where: 'auf dem Mond', alone: 'der Boden des Mondes' },
  },
  aboveSea: { en: { where: 'above the sea', alone: 'the sea' }, de: { where: 'über dem Meer', alone: 'das Meer' } },
  aboveMountains: {
    en: { where: 'above the mountains', alone: 'mountain ranges' },
    de: { where: 'über den Bergen', alone: 'Bergketten' },
  },
  rock: {
    en: { where: 'on a rocky shore', alone: 'a rocky shore' },
    de: { where: 'an einer Felsküste', alone: 'eine Felsküste' },
  },
  beach: { en: { where: 'on a beach', alone: 'a beach' }, de: { where: 'am Strand', alone: 'ein Strand' } },
  waterfall: {
    en: { where: 'at a waterfall', alone: 'a waterfall between rocks' },
    de: { where: 'an einem Wasserfall', alone: 'ein Wasserfall zwischen Felsen' },
  },
  lake: {
    en: { where: 'by a mountain lake', alone: 'a lake in the mountains' },
    de: { where: 'an einem Bergsee', alone: 'ein See in den Bergen' },
  },
  onLake: {
    en: { where: 'on a mountain lake', alone: 'a lake in the mountains' },
    de: { where: 'auf einem Bergsee', alone: 'ein See in den Bergen' },
  },
  cacti: {
    en: { where: 'among cacti in the desert', alone: 'cacti in the desert' },
    de: { where: 'zwischen Kakteen in der Wüste', alone: 'Kakteen in der Wüste' },
  },
  garden: { en: { where: 'in a garden', alone: 'a garden' }, de: { where: 'in einem Garten', alone: 'ein Garten' } },
  street: {
    en: { where: 'in a city street', alone: 'a city street' },
    de: { where: 'auf einer Straße in der Stadt', alone: 'eine Straße in der Stadt' },
  },
} as const
