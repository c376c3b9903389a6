import { english } from './strings.js'
import type { FeedStrings, Strings } from './strings.js'

/** The languages that are there beside English, each whole in a chunk of its own. */
const catalogues = new Map<string, () => Promise<Strings>>([
  ['de', async () => (await import('./strings-de.js')).german],
  ['ar', async () => (await import('./strings-ar.js')).arabic],
])

/** Finds the catalogue of a language, of whatever region or script. */
const catalogueOf = (language: string): (() => Promise<Strings>) | undefined =>
  catalogues.get(language.toLowerCase().replace(/[-_].*/, ''))

/** Whether a language has words of its own, which are loaded. */
export const hasCatalogue = (language: string): boolean => catalogueOf(language) !== undefined

/** Loads the words for a language that a feed may need at once; English for those that are not there. Never rejects. */
export async function loadStrings(language: string): Promise<FeedStrings> {
  try {
    return (await catalogueOf(language)?.()) ?? english
  } catch {
    // The chunk did not arrive; English words are better than none.
    return english
  }
}

let allEnglish: Strings | undefined

/** Loads all words for a language, the same object each time. Rejects when their chunk does not arrive. */
export async function loadAllStrings(language: string): Promise<Strings> {
  const catalogue = await catalogueOf(language)?.()
  if (catalogue) return catalogue
  const { laterEnglish } = await import('./strings-en.js')
  return (allEnglish ??= { ...english, ...laterEnglish })
}
