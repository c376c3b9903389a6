import type { DraftPicture, Media, Policy, PostDraft, Visibility } from '@ai-feed/core'

/** A post as written in a composer, together with the prompt for its picture. */
export interface ComposerDraft extends PostDraft {
  readonly prompt?: string
}

/** A file of this device that goes into a post, with its description. */
export interface PickedFile {
  readonly file: Blob
  readonly alt: string
}

/** Everything that somebody has written or chosen in a composer. */
export interface Written {
  readonly prompt: string
  readonly text: string
  /** Description of the generated picture; undefined until somebody changes what the server proposed. */
  readonly alt: string | undefined
  readonly files: readonly PickedFile[]
  /** Pictures that were painted last, and which of them is posted. */
  readonly painted: readonly Media[]
  readonly chosen: number
  /** No picture is asked for. */
  readonly isTextOnly: boolean
  readonly size: string
  readonly visibility: Visibility
  readonly commentPolicy: Policy
  readonly remixPolicy: Policy
  readonly allowsTraining: boolean
}

/** A composer with nothing in it. Training consent is off unless somebody turns it on, for each post anew. */
export const nothingWritten: Written = {
  prompt: '',
  text: '',
  alt: undefined,
  files: [],
  painted: [],
  chosen: 0,
  isTextOnly: false,
  size: '',
  visibility: 'public',
  commentPolicy: 'everyone',
  remixPolicy: 'everyone',
  allowsTraining: false,
}

/** What a post refers to. */
export interface DraftTargets {
  readonly commentOn: string
  readonly quoteOf: string
  readonly topic: string
}

/** Makes the draft that is sent, of what was written and the painted picture that was chosen. */
export function toDraft(written: Written, targets: DraftTargets): PostDraft {
  const media = written.painted[written.chosen]
  const pictures: DraftPicture[] = written.files.map(({ file, alt }) => ({ file, alt: alt.trim() }))
  if (media) pictures.unshift({ mediaId: media.id, alt: (written.alt ?? media.alt).trim() })
  const text = written.text.trim()
  return {
    ...(text && { text }),
    ...(pictures.length > 0 && { pictures }),
    ...(targets.commentOn && { commentOn: targets.commentOn }),
    ...(targets.quoteOf && { quoteOf: targets.quoteOf }),
    ...(targets.topic && { topic: targets.topic }),
    visibility: written.visibility,
    commentPolicy: written.commentPolicy,
    remixPolicy: written.remixPolicy,
    aiPreferences: { training: written.allowsTraining ? 'allow' : 'deny' },
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

let segmenter: Intl.Segmenter | undefined

/** Counts what a reader sees as characters. */
export function countGraphemes(text: string): number {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  let count = 0
  for (const _ of segmenter.segment(text)) count += 1
  return count
}
