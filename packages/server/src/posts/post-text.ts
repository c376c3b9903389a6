import { countGraphemes } from '@ai-feed/protocol'
import type { Limits, PostChange, Segment } from '@ai-feed/protocol'
import type { JudgedWords } from '../find-text-refusal.js'
import { hasVisibleText } from '../has-visible-text.js'
import { HttpProblem } from '../http/http-problem.js'
import { parseText } from './parse-text.js'

/** Reads the text of a post within all limits. It is kept exactly; white space and what is drawn as nothing count as none.
 *  @throws HttpProblem `invalid_field`. */
export function readPostText(text: string, limits: Limits): Segment[] {
  checkText('text', text, limits.textGraphemes)
  if (Buffer.byteLength(text) > limits.textBytes) refuseField('text', `has more than ${limits.textBytes} bytes`)
  const segments = hasVisibleText(text) ? parseText(text) : []
  const count = (type: Segment['type']): number => segments.filter((segment) => segment.type === type).length
  if (count('mention') > limits.mentionsPerPost) refuseField('text', `has more than ${limits.mentionsPerPost} mentions`)
  if (count('tag') > limits.tagsPerPost) refuseField('text', `has more than ${limits.tagsPerPost} tags`)
  if (count('link') > limits.linksPerPost) refuseField('text', `has more than ${limits.linksPerPost} links`)
  return segments
}

/** All words that a request would publish with a post, to be judged. */
export function wordsOfPost({ text, media = [] }: Pick<PostChange, 'text' | 'media'>): JudgedWords {
  return [{ path: 'text', text }, ...media.map(({ alt }, index) => ({ path: `media.${index}.alt`, text: alt }))]
}

/** The tags of a text, each once. */
export function tagsOf(text: readonly Segment[]): string[] {
  return [...new Set(text.flatMap((segment) => (segment.type === 'tag' ? [segment.tag] : [])))]
}

/** Checks a text of any kind. PostgreSQL stores neither U+0000 nor half a surrogate pair, and nobody means to send them.
 *  @throws HttpProblem `invalid_field` with the path. */
export function checkText(path: string, text: string, maxGraphemes: number): void {
  if (!text.isWellFormed()) refuseField(path, 'has half a surrogate pair')
  if (text.includes('\0')) refuseField(path, 'has the character U+0000')
  if (countGraphemes(text) > maxGraphemes) refuseField(path, `has more than ${maxGraphemes} characters`)
}

/** @throws HttpProblem `invalid_field` with the path, always. */
export function refuseField(path: string, message: string): never {
  throw new HttpProblem('invalid_field', `${path} ${message}`, { errors: [{ path, message }] })
}
