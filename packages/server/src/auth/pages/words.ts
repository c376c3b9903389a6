import { pickLanguage } from './page-words.js'
import type { PageLanguage, PageWords } from './page-words.js'
import { wordsDe } from './words-de.js'
import { wordsEn } from './words-en.js'

/** Picks the reader's language and its words. */
export function pickWords(acceptLanguage: string | undefined): { language: PageLanguage; words: PageWords } {
  const language = pickLanguage(acceptLanguage ?? '')
  return { language, words: language === 'de' ? wordsDe : wordsEn }
}
