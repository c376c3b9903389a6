import type { Post } from '@ai-feed/protocol'
import { foldMutedWord } from '../muted-word.js'

interface QuotedWords {
  readonly text: Post['text']
  readonly media: { readonly alt: string }
}

/** What of a post is searched for muted words. */
export interface MutablePost extends Pick<Post, 'text'> {
  readonly media: readonly { readonly alt: string }[]
  readonly quote?: Post['quote'] | QuotedWords
}

/** Makes the function that tells whether a post has one of these words, as `foldMutedWord` writes them: in its text and tags, in the
 *  alt text of its pictures, or in the post that it quotes. A word counts where it stands by itself (`cat`, `#Cat!`, not
 *  `category`), except in scripts that write no spaces. Links are not words. */
export function createWordMute(words: readonly string[]): (post: MutablePost) => boolean {
  if (words.length === 0) return () => false
  const pattern = new RegExp(words.map(writePattern).join('|'), 'u')
  return ({ text, media, quote }) =>
    [readable(text), ...media.map(({ alt }) => alt), readable(quote?.text ?? []), quote?.media?.alt ?? ''].some(
      (part) => pattern.test(foldMutedWord(part)),
    )
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
