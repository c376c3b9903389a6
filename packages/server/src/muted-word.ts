/** Writes a word, a phrase or a tag in the one form in which muted words are stored: compatibility forms (NFKC) and case folded,
 *  single spaces, without characters that nobody sees, and without the `#` of a tag: a muted word mutes its tag too. Empty when
 *  nothing is left. */
export function foldMutedWord(typed: string): string {
  return foldCase(typed.normalize('NFKC'))
    .normalize('NFKC')
    .replace(/\u00ad|\u200b|\u2060|\ufe0e|\ufe0f|\ufeff/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/^#+/, '')
    .trim()
}

/** By way of capitals and back: `ß`, `ẞ` and `SS` meet, and both sigmas. */
function foldCase(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}
