import { isInSky, type ScenePlan } from './plan.js'
import { hasBridgeBelow, isOnMoon, placeOf } from './alt-place.js'
import { colourWords, styleWords, subjectWords, timeWords, weatherWords } from './alt-words.js'
import { isPartOf } from './subject-kinds.js'
import type { NamedSubject } from './words/read-prompt.js'
import type { Language } from './words/terms.js'

/** Drafts the alt text of a plan in its language, such as "A lighthouse on a rocky shore at dusk in rain". */
export function altTextOf(plan: ScenePlan): string {
  const { language } = plan
  const standing = plan.subjects.filter(({ kind }) => !isInSky(kind))
  const inSky = plan.subjects.filter(({ kind }) => isInSky(kind) && !(kind === 'moon' && isOnMoon(plan)))
  const crosses = hasBridgeBelow(plan)
  const names = standing
    .filter(({ kind }) => !isPartOf(kind, standing) && !(crosses && kind === 'bridge'))
    .map((subject) => nameOf(subject, plan))
  const place = placeOf(plan)
  const hasTime = plan.setting !== 'still-life' && plan.setting !== 'abstract' && plan.setting !== 'underwater'
  const parts = [
    names.length > 0 ? `${joinNames(names, language)} ${place.where}` : place.alone,
    hasTime && plan.time !== 'day' && plan.setting !== 'space' ? timeWords[plan.time][language] : '',
    ...plan.weather.slice(0, 2).map((kind) => weatherWords[kind][language]),
  ]
  const sky = inSky.map(({ kind }) => subjectWords[kind][language](undefined))
  if (sky.length > 0)
    parts.push(language === 'de' ? `, darüber ${joinNames(sky, 'de')}` : `under ${joinNames(sky, 'en')}`)
  const text = parts.filter(Boolean).join(' ').replace(/ ,/g, ',')
  const styled = plan.style === 'gouache' ? text : `${text}, ${styleWords[plan.style][language]}`
  return styled.charAt(0).toUpperCase() + styled.slice(1)
}

/** Names a subject with what it carries, holds or is lived in by. */
function nameOf({ kind, colour }: NamedSubject, { language, details }: ScenePlan): string {
  const hue = colour ? colourWords[colour] : undefined
  const name = subjectWords[kind][language]
  const isGerman = language === 'de'
  if (kind === 'person' && details.includes('umbrella')) {
    const umbrella = hue ? { en: `${hue.en} umbrella`, de: `${hue.de}em Regenschirm` } : undefined
    if (isGerman) return `${name()} mit ${umbrella?.de ?? 'Regenschirm'}`
    return `${name()} with ${umbrella && !/^[aeiou]/.test(umbrella.en) ? 'a' : 'an'} ${umbrella?.en ?? 'umbrella'}`
  }
  if (kind === 'person' && hue) return isGerman ? `${name()} in ${hue.de}` : `${name()} in ${hue.en}`
  if (kind === 'horse' && details.includes('horn'))
    return subjectWords.horse[language](hue).replace(/horse|Pferd/, isGerman ? 'Einhorn' : 'unicorn')
  if (kind === 'tree' && details.includes('palm')) return isGerman ? 'eine Palme' : 'a palm tree'
  if (kind === 'mushroom' && details.includes('door')) return isGerman ? 'ein Pilzhaus' : 'a mushroom house'
  if (kind === 'cup' && details.includes('teapot'))
    return `${name(hue)} ${isGerman ? 'und eine Teekanne' : 'and a teapot'}`
  return name(hue)
}

function joinNames(names: readonly string[], language: Language): string {
  const link = language === 'de' ? ' und ' : ' and '
  return names.length < 3 ? names.join(link) : `${names.slice(0, -1).join(', ')}${link}${names.at(-1) ?? ''}`
}
