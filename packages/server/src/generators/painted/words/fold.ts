const germanLetters: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  œ: 'oe',
}

/** Writes a word in plain small letters: ä becomes ae, é becomes e. No locale takes part. */
export function foldWord(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøœ]/g, (letter) => germanLetters[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
}

/** Takes plural and case endings off, so lightly that unlike words stay apart. */
export function stemWord(word: string): string {
  if (word.length < 4) return word
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  for (const ending of ['ern', 'en', 'er', 'es', 'em', 'e', 'n', 's']) {
    if (word.endsWith(ending) && word.length - ending.length >= 3) return word.slice(0, -ending.length)
  }
  return word
}

/** Splits a prompt into folded words. Looks at a bounded part of it, so that a hostile one costs nothing. */
export function splitPrompt(prompt: string): readonly string[] {
  const words: string[] = []
  for (const [match] of prompt.slice(0, longestPrompt).matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu)) {
    words.push(foldWord(match.slice(0, longestWord)))
    if (words.length === mostWords) break
  }
  return words
}

const longestPrompt = 4000
const longestWord = 48
const mostWords = 160
