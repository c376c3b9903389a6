import { foldTag } from './fold-tag.js'

/** Words of one kind in a post: A its text, B alt texts, C prompts, D its author's handle. */
export interface WordGroup {
  readonly weight: 'A' | 'B' | 'C' | 'D'
  readonly words: readonly string[]
}

/** Splits text into words as the index keeps them: without capitals, accents and punctuation. Scripts that write no spaces
 *  between words give one word a character, so that any part of a text can be found as a phrase. */
export function wordsOf(text: string): string[] {
  return (fold(text).match(word) ?? []).map((found) => found.slice(0, maxWordLength))
}

/** The word under which a tag is found. */
export function tagWord(tag: string): string {
  return `#${lexeme(foldTag(tag))}`
}

/** The word under which a handle is found, as author and where it is mentioned. */
export function handleWord(handle: string): string {
  return `@${lexeme(handle.toLowerCase())}`
}

/** Writes words as text of the type tsvector. Groups stand apart, so that no phrase reaches from one into the next. */
export function writeVector(groups: readonly WordGroup[]): string {
  const entries: string[] = []
  let position = 0
  for (const { weight, words } of groups) {
    for (const found of words) {
      position += 1
      if (position <= maxPosition) entries.push(`'${found}':${position}${weight}`)
    }
    position += 10
  }
  return entries.join(' ')
}

/** Writes what somebody searches for as text of the type tsquery: every word has to be there, words in quotation marks one after
 *  the other, the last word may go on. Undefined when there is no word in it. */
export function writeSearch(text: string): string | undefined {
  const parts = splitSearch(text)
  const terms = parts.map((match, index) => {
    const isLast = index === parts.length - 1
    return match[1] === undefined ? writeTerm(match[0], isLast ? ':*' : '') : writePhrase(wordsOf(match[1]), '')
  })
  const found = terms.filter((term) => term !== '')
  return found.length === 0 ? undefined : found.join(' & ')
}

/** Splits what somebody searches for into words and phrases; a phrase is the group of its match. */
export function splitSearch(text: string): RegExpExecArray[] {
  return [...text.matchAll(/"([^"]*)"?|[^\s"]+/g)]
}

function writeTerm(part: string, ending: '' | ':*'): string {
  const [mark, rest] = [part.charAt(0), part.slice(1)]
  if ((mark === '#' || mark === '@') && /[\p{L}\p{N}_]/u.test(rest)) {
    return `'${mark === '#' ? tagWord(rest) : handleWord(rest)}'${ending}`
  }
  return writePhrase(wordsOf(part), ending)
}

/** Beginnings of one character would be found everywhere. */
function writePhrase(words: readonly string[], ending: '' | ':*'): string {
  return words
    .map((found, index) => {
      const isOpen = ending !== '' && index === words.length - 1 && found.length > 1
      return `'${found}'${isOpen ? ending : ''}`
    })
    .join(' <-> ')
}

const maxWordLength = 60
/** PostgreSQL knows no higher position. */
const maxPosition = 16_383

const spaceless = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const word = new RegExp(
  String.raw`[${spaceless}]\p{M}*|\p{Emoji_Presentation}|(?:(?![${spaceless}])[\p{L}\p{N}\p{M}])+`,
  'gu',
)

/** Letters that do not come apart into a letter and an accent. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
}

/** Folds like a search wants it: accents go, the vowel signs of other scripts stay. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[ßæœøđðłþıς]/g, (letter) => letters[letter] ?? letter)
}

/** What is no letter, mark, digit or low line would end the quotation in a query. */
function lexeme(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}_]/gu, '').slice(0, maxWordLength)
}
