import type { AiPreferences, Limits, Policy, PostRequest, Segment, Visibility } from '@ai-feed/protocol'
import { isUuid } from '../database/is-uuid.js'
import { HttpProblem } from '../http/http-problem.js'
import { checkText, readPostText, refuseField, tagsOf } from './post-text.js'

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

/** Checks what the schema of the request cannot say.
 *  @throws HttpProblem `invalid_field` with the failing path, `media_not_found`, `not_found`. */
export function readPostDraft(request: PostRequest, limits: Limits): PostDraft {
  const { text = '', media = [], topic, labels = [] } = request
  if (topic !== undefined) checkText('topic', topic, limits.topicCharacters)
  if (media.length > limits.mediaPerPost) refuseField('media', `has more than ${limits.mediaPerPost} pictures`)
  for (const [index, { alt }] of media.entries()) checkText(`media.${index}.alt`, alt, limits.altGraphemes)
  checkIds(request)

  const segments = readPostText(text, limits)
  if (segments.length === 0 && media.length === 0) refuseField('text', 'is empty and there is no picture')

  return {
    text: segments,
    tags: tagsOf(segments),
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
  if (new Set(media.map(({ id }) => id)).size < media.length) refuseField('media', 'names a picture twice')
  if (!media.every(({ id }) => isUuid(id))) throw new HttpProblem('media_not_found', 'media id is no uuid')
  for (const id of [commentOn, quote]) {
    if (id !== undefined && !isUuid(id)) throw new HttpProblem('not_found', 'post id is no uuid')
  }
}
