import type { Post } from '@ai-feed/protocol'

/** Writes a word, a phrase or a tag in the one form in which muted words are stored and compared: compatibility forms (NFKC) and
 *  case folded, single spaces, without the `#` of a tag. Empty when nothing is left. */
export function foldMutedWord(typed: string): string {
  return foldText(typed).trim().replace(/^#+/, '').trim()
}

/** What of a post is searched for muted words. */
export type MutablePost = Pick<Post, 'text' | 'media' | 'quote'>

/** Makes the function that tells whether a post has one of these words, as stored: in its text and tags, in the alt text of its
 *  pictures, or in the post that it quotes. A word counts where it stands by itself (`cat`, `#Cat!`, not `category`), except in
 *  scripts that write no spaces. Links are not words. */
export function createWordMute(words: readonly string[]): (post: MutablePost) => boolean {
  if (words.length === 0) return () => false
  const pattern = new RegExp(words.map(writePattern).join('|'), 'u')
  return ({ text, media, quote }) =>
    [readable(text), ...media.map(({ alt }) => alt), readable(quote?.text ?? []), quote?.media?.alt ?? ''].some(
      (part) => pattern.test(foldText(part)),
    )
}

/** Case folding by way of capitals: `ß` meets `SS`, and both sigmas meet. Characters that nobody sees are left out. */
function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFKC')
    .replace(/\u00ad|\u200b|\u2060|\ufe0e|\ufe0f|\ufeff/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
}

function readable(segments: Post['text']): string {
  return segments.map((segment) => (segment.type === 'link' ? ' ' : segment.text)).join('')
}

const letter = String.raw`[\p{L}\p{M}\p{N}_]`
const spaced = new RegExp(
  String.raw`^(?=${letter})(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}])`,
  'u',
)

function writePattern(word: string): string {
  const characters = [...word]
  const [first = '', last = ''] = [characters[0], characters.at(-1)]
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  return `${spaced.test(first) ? `(?<!${letter})` : ''}${escaped}${spaced.test(last) ? `(?!${letter})` : ''}`
}
