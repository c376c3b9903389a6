import type { DraftPicture, Me, Media, Policy, PostDraft, Visibility } from '@ai-feed/core'

/** A post as written in a composer, together with the prompt for its picture. */
export interface ComposerDraft extends PostDraft {
  readonly prompt?: string
}

/** A file of this device that goes into a post, with its description. */
export interface PickedFile {
  readonly file: Blob
  readonly alt: string
}

/** Everything that somebody has written or chosen in a composer. What is not there was not chosen: attributes of the element
 *  and the author's own defaults count. */
export interface Written {
  readonly prompt: string
  readonly text: string
  readonly files: readonly PickedFile[]
  /** Pictures that were painted last. */
  readonly painted: readonly Media[]
  /** Ids of those of them that are posted. */
  readonly chosen: readonly string[]
  /** Descriptions of painted pictures that were changed, by id; the others have what the server proposed. */
  readonly alts: Readonly<Record<string, string>>
  /** No picture is asked for. */
  readonly isTextOnly?: boolean | undefined
  readonly size?: string | undefined
  readonly count?: number | undefined
  readonly visibility?: Visibility | undefined
  readonly commentPolicy?: Policy | undefined
  readonly remixPolicy?: Policy | undefined
  readonly allowsTraining?: boolean | undefined
}

/** A composer with nothing in it. */
export const nothingWritten: Written = {
  prompt: '',
  text: '',
  files: [],
  painted: [],
  chosen: [],
  alts: {},
}

/** What an author wants of new posts, as far as it is known. */
export type Defaults = Me['defaults'] | undefined

/** Tells whether a post may train AI: only if its author said so, for this post or on the server's own account page. */
export function allowsTraining(written: Written, defaults: Defaults): boolean {
  return written.allowsTraining ?? defaults?.aiPreferences.training === 'allow'
}

/** The painted pictures that are posted, in the order of their painting. */
export function chosenOf({ painted, chosen }: Written): readonly Media[] {
  return painted.filter(({ id }) => chosen.includes(id))
}

/** What a post refers to. */
export interface DraftTargets {
  readonly commentOn: string
  readonly quoteOf: string
  readonly topic: string
}

/** Makes the draft that is sent. Policies that nobody chose are left to the server, which knows the author's own. */
export function toDraft(written: Written, targets: DraftTargets, defaults?: Defaults): PostDraft {
  const pictures: DraftPicture[] = [
    ...chosenOf(written).map(({ id, alt }) => ({ mediaId: id, alt: (written.alts[id] ?? alt).trim() })),
    ...written.files.map(({ file, alt }) => ({ file, alt: alt.trim() })),
  ]
  const text = written.text.trim()
  const { visibility, commentPolicy, remixPolicy } = written
  return {
    ...(text && { text }),
    ...(pictures.length > 0 && { pictures }),
    ...(targets.commentOn && { commentOn: targets.commentOn }),
    ...(targets.quoteOf && { quoteOf: targets.quoteOf }),
    ...(targets.topic && { topic: targets.topic }),
    ...(visibility && { visibility }),
    ...(commentPolicy && { commentPolicy }),
    ...(remixPolicy && { remixPolicy }),
    aiPreferences: { training: allowsTraining(written, defaults) ? 'allow' : 'deny' },
  }
}

/** Puts a draft into what is written; what the draft does not name stays. */
export function withDraft(written: Written, draft: ComposerDraft): Written {
  const files = draft.pictures?.flatMap((picture) =>
    'file' in picture ? [{ file: picture.file, alt: picture.alt }] : [],
  )
  const training = draft.aiPreferences?.training
  return {
    ...written,
    ...(draft.prompt !== undefined && { prompt: draft.prompt }),
    ...(draft.text !== undefined && { text: draft.text }),
    ...(files && { files }),
    ...(draft.visibility && { visibility: draft.visibility }),
    ...(draft.commentPolicy && { commentPolicy: draft.commentPolicy }),
    ...(draft.remixPolicy && { remixPolicy: draft.remixPolicy }),
    ...(training && { allowsTraining: training === 'allow' }),
  }
}

/** Picture formats that the wire takes. */
export const pictureTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/avif']
/** Pictures of one post, by the wire. */
export const maxPictures = 4
/** Characters as readers see them, by the wire's defaults. */
export const maxTextGraphemes = 2_000

/** Characters of a prompt, by the wire's defaults. */
export const maxPromptCharacters = 4_000

/** Counts the characters of a prompt as the wire does: code points. */
export function countPrompt(prompt: string): number {
  return prompt.length > maxPromptCharacters ? [...prompt].length : prompt.length
}

/** How many pictures are asked for: what somebody chose, or what the element says, from 1 to 4. */
export function countOf({ count }: Pick<Written, 'count'>, host: { readonly count: number }): 1 | 2 | 3 | 4 {
  const wanted = count ?? host.count
  return wanted === 2 || wanted === 3 || wanted === 4 ? wanted : 1
}

let segmenter: Intl.Segmenter | undefined

/** Counts what a reader sees as characters. */
export function countGraphemes(text: string): number {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  let count = 0
  for (const _ of segmenter.segment(text)) count += 1
  return count
}

/** Tells whether a text is longer than a post may be. */
export const isTooLong = ({ text }: Written): boolean => countGraphemes(text) > maxTextGraphemes
