import { fullTime } from './intl-formats.js'

/** Writes a time in full where somebody looks at it, for an event of a pointer or of the focus. Only then: to make the first
 *  format of dates can take longer than to draw a post. */
export function titleTime({ target }: Event, language: string): void {
  const place = (target as Element).closest<HTMLElement>('.time') ?? (target as Element).closest('time')
  const time = place?.querySelector('time') ?? (place as HTMLTimeElement | null)
  if (place && time) place.title = fullTime(time.dateTime, language)
}
