/** Brings a prompt into the form that terms are looked up in: words of plain lower-case Latin letters and digits, without
 *  accents, invisible characters, look-alike letters, digits in place of letters, or gaps between single letters. */
export function foldPrompt(prompt: string): string[] {
  const plain = prompt
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/[\u0370-\u04ff]/gu, (letter) => lookAlikes[letter] ?? letter)
    .replace(/[@$]/g, (sign) => (sign === '@' ? 'a' : 's'))
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return joinSingleLetters(words.map(lettersForDigits))
}

/** Greek and Cyrillic letters that look like Latin ones. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    і: 'i',
    ј: 'j',
    ѕ: 's',
    к: 'k',
    м: 'm',
    т: 't',
    в: 'b',
    н: 'h',
  },
  ...{ α: 'a', ε: 'e', ο: 'o', ρ: 'p', τ: 't', υ: 'u', ν: 'v', ι: 'i', κ: 'k' },
}

const digitLetters: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' }

/** Only inside words: "4k" and "1920s" have a digit at an end and stay. */
function lettersForDigits(word: string): string {
  return /[a-z][013457]+[a-z]/.test(word) ? word.replace(/[013457]/g, (digit) => digitLetters[digit] ?? digit) : word
}

/** Three or more single letters in a row are one spaced-out word. */
function joinSingleLetters(words: readonly string[]): string[] {
  const joined: string[] = []
  let letters: string[] = []
  const flush = (): void => {
    if (letters.length >= 3) joined.push(letters.join(''))
    else joined.push(...letters)
    letters = []
  }
  for (const word of words) {
    if (/^[a-z]$/.test(word)) letters.push(word)
    else {
      flush()
      joined.push(word)
    }
  }
  flush()
  return joined
}
