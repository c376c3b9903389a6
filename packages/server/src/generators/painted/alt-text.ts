import { isInSky, type ScenePlan } from './plan.js'
import { colourWords, settingWords, styleWords, subjectWords, timeWords, weatherWords } from './alt-words.js'
import type { Language } from './words/terms.js'

/** Drafts the alt text of a plan in its language, such as "A lighthouse on a rocky shore at dusk in rain". */
export function altTextOf(plan: ScenePlan): string {
  const { language } = plan
  const standing = plan.subjects.filter(({ kind }) => !isInSky(kind))
  const inSky = plan.subjects.filter(({ kind }) => isInSky(kind))
  const names = standing
    .filter(({ kind }) => !(kind === 'house' && plan.subjects.some((other) => other.kind === 'mushroom')))
    .map(({ kind, colour }) => subjectWords[kind][language](colour ? colourWords[colour] : undefined))
  const place = settingWords[plan.setting][language]
  const isLand = ['lighthouse', 'house', 'castle', 'tree'].includes(standing[0]?.kind ?? '') && plan.setting === 'sea'
  const where = isLand ? { en: 'on a rocky shore', de: 'an einer Felsküste' }[language] : place.where
  const hasTime = plan.setting !== 'still-life' && plan.setting !== 'abstract' && plan.setting !== 'underwater'
  const parts = [
    names.length > 0 ? `${joinNames(names, language)} ${where}` : place.alone,
    hasTime && plan.time !== 'day' ? timeWords[plan.time][language] : '',
    ...plan.weather.slice(0, 2).map((kind) => weatherWords[kind][language]),
  ]
  const sky = inSky.map(({ kind }) => subjectWords[kind][language](undefined))
  if (sky.length > 0)
    parts.push(language === 'de' ? `, darüber ${joinNames(sky, 'de')}` : `under ${joinNames(sky, 'en')}`)
  const text = parts.filter(Boolean).join(' ').replace(/ ,/g, ',')
  const styled = plan.style === 'gouache' ? text : `${text}, ${styleWords[plan.style][language]}`
  return styled.charAt(0).toUpperCase() + styled.slice(1)
}

function joinNames(names: readonly string[], language: Language): string {
  const link = language === 'de' ? ' und ' : ' and '
  return names.length < 3 ? names.join(link) : `${names.slice(0, -1).join(', ')}${link}${names.at(-1) ?? ''}`
}
