import type { AiPreferences, Limits, Policy, PostChange, Segment, Visibility } from '@ai-feed/protocol'
import { isUuid } from '../database/is-uuid.js'
import { HttpProblem } from '../http/http-problem.js'
import { checkText, readPostText, refuseField } from './post-text.js'

/** A change of a post, within all limits. What is undefined stays. */
export interface CheckedChange {
  readonly text: readonly Segment[] | undefined
  /** Alt texts of pictures that the post has. */
  readonly alts: readonly { readonly id: string; readonly alt: string }[]
  readonly visibility: Visibility | undefined
  readonly commentPolicy: Policy | undefined
  readonly remixPolicy: Policy | undefined
  readonly aiPreferences: { readonly [K in keyof AiPreferences]?: AiPreferences[K] | undefined }
  /** All labels of the author. */
  readonly labels: readonly string[] | undefined
}

/** Checks what the schema of the request cannot say.
 *  @throws HttpProblem `invalid_field` with the failing path, `media_not_found`. */
export function readPostChange(change: PostChange, limits: Limits): CheckedChange {
  const { text, media = [], visibility, commentPolicy, remixPolicy, aiPreferences = {}, labels } = change
  for (const [index, { alt }] of media.entries()) checkText(`media.${index}.alt`, alt, limits.altGraphemes)
  if (new Set(media.map(({ id }) => id)).size < media.length) refuseField('media', 'names a picture twice')
  if (!media.every(({ id }) => isUuid(id))) throw new HttpProblem('media_not_found', 'media id is no uuid')
  return {
    text: text === undefined ? undefined : readPostText(text, limits),
    alts: media,
    visibility,
    commentPolicy,
    remixPolicy,
    aiPreferences,
    labels: labels && [...new Set(labels)],
  }
}
