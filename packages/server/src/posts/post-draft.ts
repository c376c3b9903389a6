import { countGraphemes } from '@ai-feed/protocol'
import type { AiPreferences, Limits, Policy, PostRequest, Segment, Visibility } from '@ai-feed/protocol'
import { isUuid } from '../database/is-uuid.js'
import { HttpProblem } from '../http/http-problem.js'
import { parseText } from './parse-text.js'

/** A post as asked for, within all limits. What is undefined takes the author's default. */
export interface PostDraft {
  readonly text: readonly Segment[]
  readonly tags: readonly string[]
  readonly media: readonly { readonly id: string; readonly alt: string }[]
  readonly commentOn: string | undefined
  readonly quote: string | undefined
  readonly topic: string | undefined
  readonly visibility: Visibility | undefined
  readonly commentPolicy: Policy | undefined
  readonly remixPolicy: Policy | undefined
  readonly aiPreferences: { readonly [K in keyof AiPreferences]?: AiPreferences[K] | undefined }
  readonly labels: readonly string[]
}

/** Checks what the schema of the request cannot say. Text is kept exactly; text of white space alone counts as none.
 *  @throws HttpProblem `invalid_field` with the failing path, `media_not_found`, `not_found`. */
export function readPostDraft(request: PostRequest, limits: Limits): PostDraft {
  const { text = '', media = [], topic, labels = [] } = request
  checkText('text', text, limits.textGraphemes)
  if (Buffer.byteLength(text) > limits.textBytes) refuse('text', `has more than ${limits.textBytes} bytes`)
  if (topic !== undefined) checkText('topic', topic, limits.topicCharacters)
  if (media.length > limits.mediaPerPost) refuse('media', `has more than ${limits.mediaPerPost} pictures`)
  for (const [index, { alt }] of media.entries()) checkText(`media.${index}.alt`, alt, limits.altGraphemes)
  checkIds(request)

  const segments = text.trim() === '' ? [] : parseText(text)
  if (segments.length === 0 && media.length === 0) refuse('text', 'is empty and there is no picture')
  const count = (type: Segment['type']): number => segments.filter((segment) => segment.type === type).length
  if (count('mention') > limits.mentionsPerPost) refuse('text', `has more than ${limits.mentionsPerPost} mentions`)
  if (count('tag') > limits.tagsPerPost) refuse('text', `has more than ${limits.tagsPerPost} tags`)
  if (count('link') > limits.linksPerPost) refuse('text', `has more than ${limits.linksPerPost} links`)

  return {
    text: segments,
    tags: [...new Set(segments.flatMap((segment) => (segment.type === 'tag' ? [segment.tag] : [])))],
    media,
    commentOn: request.commentOn,
    quote: request.quote,
    topic,
    visibility: request.visibility,
    commentPolicy: request.commentPolicy,
    remixPolicy: request.remixPolicy,
    aiPreferences: request.aiPreferences ?? {},
    labels: [...new Set(labels)],
  }
}

function checkIds({ media = [], commentOn, quote }: PostRequest): void {
  if (new Set(media.map(({ id }) => id)).size < media.length) refuse('media', 'names a picture twice')
  if (!media.every(({ id }) => isUuid(id))) throw new HttpProblem('media_not_found', 'media id is no uuid')
  for (const id of [commentOn, quote]) {
    if (id !== undefined && !isUuid(id)) throw new HttpProblem('not_found', 'post id is no uuid')
  }
}

/** PostgreSQL stores neither U+0000 nor half a surrogate pair, and nobody means to send them. */
function checkText(path: string, text: string, maxGraphemes: number): void {
  if (!text.isWellFormed()) refuse(path, 'has half a surrogate pair')
  if (text.includes('\0')) refuse(path, 'has the character U+0000')
  if (countGraphemes(text) > maxGraphemes) refuse(path, `has more than ${maxGraphemes} characters`)
}

function refuse(path: string, message: string): never {
  throw new HttpProblem('invalid_field', `${path} ${message}`, { errors: [{ path, message }] })
}
