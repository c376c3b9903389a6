/** Writes a day in few letters. */
export function shortDate(time: string, language: string): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return time.slice(0, 10)
  const isThisYear = date.getFullYear() === new Date().getFullYear()
  return formats.of(language, isThisYear ? 'day' : 'year').format(date)
}

/** Writes a moment in full. */
export function fullTime(time: string, language: string): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return time
  return formats.of(language, 'full').format(date)
}

/** Writes the hour and minute of a moment. */
export const timeOfDay = (time: string, language: string): string => formats.of(language, 'hour').format(new Date(time))

/** Writes a count in few letters: 1.2K. */
export function shortCount(count: number, language: string): string {
  return count < 1000 ? String(count) : formats.number(language).format(count)
}

/** Counts below a thousand are written as they are: all numbers have the same digits, in every language. */
const numberingSystem = 'latn'

const options = {
  day: { numberingSystem, day: 'numeric', month: 'short' },
  year: { numberingSystem, day: 'numeric', month: 'short', year: 'numeric' },
  hour: { numberingSystem, hour: 'numeric', minute: '2-digit' },
  full: { numberingSystem, dateStyle: 'long', timeStyle: 'short' },
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
      new Intl.NumberFormat(known(language), { numberingSystem, notation: 'compact', maximumFractionDigits: 1 })
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
