import type { Post } from '@ai-feed/protocol'
import { foldMutedWord } from './muted-word.js'

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
  const isIn = createWordSearch(words)
  return (post) => isIn(foldPost(post))
}

/** The same for posts that were folded by `foldPost` once for many readers. */
export function createWordSearch(words: readonly string[]): (folded: readonly string[]) => boolean {
  let pattern: RegExp | undefined
  return (folded) =>
    folded.some((part) => {
      // Far cheaper than the pattern, and almost always the answer.
      if (!words.some((word) => part.includes(word))) return false
      pattern ??= new RegExp(words.map(writePattern).join('|'), 'u')
      return pattern.test(part)
    })
}

/** Writes everything of a post that is searched, as muted words are written. */
export function foldPost({ text, media, quote }: MutablePost): string[] {
  const parts = [readable(text), ...media.map(({ alt }) => alt), readable(quote?.text ?? []), quote?.media?.alt ?? '']
  return parts.map(foldMutedWord)
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
