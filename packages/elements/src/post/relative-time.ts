import type { FeedStrings } from '../strings.js'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Says how long ago something was, in as few letters as can be; a date from a week on. Needs no Intl before that. */
export function relativeTime(time: string, nowMs: number, strings: FeedStrings, language: string): string {
  const ageMs = Math.max(0, nowMs - Date.parse(time))
  if (ageMs < minuteMs) return strings.now
  if (ageMs < hourMs) return strings.minutes(Math.floor(ageMs / minuteMs))
  if (ageMs < dayMs) return strings.hours(Math.floor(ageMs / hourMs))
  if (ageMs < 7 * dayMs) return strings.days(Math.floor(ageMs / dayMs))
  return shortDate(time, language)
}

let hasPainted = false

/** Lets dates and counts be written by Intl from now on. Its first constructor costs 15 ms, so the first paint goes without. */
export function allowIntl(): void {
  hasPainted = true
}

function shortDate(time: string, language: string): string {
  const date = new Date(time)
  if (!hasPainted || Number.isNaN(date.getTime())) return time.slice(0, 10)
  const isThisYear = date.getFullYear() === new Date().getFullYear()
  const form = formats.of(language, isThisYear ? 'day' : 'year')
  return form.format(date)
}

/** Writes a moment in full. */
export function fullTime(time: string, language: string): string {
  const date = new Date(time)
  if (!hasPainted || Number.isNaN(date.getTime())) return time
  return formats.of(language, 'full').format(date)
}

/** Writes a count in few letters: 1.2K. Nothing for zero. */
export function shortCount(count: number, language: string): string {
  if (count === 0) return ''
  if (count < 1000 || !hasPainted) return String(count)
  return formats.number(language).format(count)
}

const options = {
  day: { day: 'numeric', month: 'short' },
  year: { day: 'numeric', month: 'short', year: 'numeric' },
  full: { dateStyle: 'long', timeStyle: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const cache = new Map<string, Intl.DateTimeFormat>()
const numberCache = new Map<string, Intl.NumberFormat>()

const formats = {
  of(language: string, form: keyof typeof options): Intl.DateTimeFormat {
    const key = `${language} ${form}`
    const format = cache.get(key) ?? new Intl.DateTimeFormat(known(language), options[form])
    cache.set(key, format)
    return format
  },
  number(language: string): Intl.NumberFormat {
    const format =
      numberCache.get(language) ??
      new Intl.NumberFormat(known(language), { notation: 'compact', maximumFractionDigits: 1 })
    numberCache.set(language, format)
    return format
  },
}

/** A page may write anything into `lang`. */
function known(language: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(language)[0]
  } catch {
    return undefined
  }
}
