import type { PostContext, PostParts } from './post-context.js'

/** What a time is written with. */
export interface TimeContext extends Pick<PostContext, 'nowMs' | 'strings' | 'language'> {
  readonly parts?: Pick<PostParts, 'shortDate'> | undefined
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Says how long ago something was, in as few letters as can be; a date from a week on. Needs no Intl before that:
 *  its first constructor costs 15 ms, so the first paint goes without. */
export function relativeTime(time: string, { nowMs, strings, language, parts }: TimeContext): string {
  const ageMs = Math.max(0, nowMs - Date.parse(time))
  if (ageMs < minuteMs) return strings.now
  if (ageMs < hourMs) return strings.minutes(Math.floor(ageMs / minuteMs))
  if (ageMs < dayMs) return strings.hours(Math.floor(ageMs / hourMs))
  if (ageMs < 7 * dayMs) return strings.days(Math.floor(ageMs / dayMs))
  return parts?.shortDate(time, language) ?? time.slice(0, 10)
}
