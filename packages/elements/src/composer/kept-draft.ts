import type { KeptDraft } from '@ai-feed/core'
import { ratioOf, rememberRatio } from '../post/local-picture.js'
import type { PaintedGeneration } from './composer-controller.js'
import type { Written } from './composer-draft.js'

/** The words and choices of a draft, and the id by which painted pictures are found again. Picture files are kept beside
 *  them, in the order of `fileAlts`. */
export interface KeptWords {
  readonly written: Partial<Written>
  readonly fileAlts: readonly string[]
  /** How wide each picture is for its height, as far as it was looked at: its place is right before it is drawn. */
  readonly fileRatios?: readonly (number | undefined)[]
  readonly generation?: PaintedGeneration
}

const keptFields = [
  'prompt',
  'text',
  'chosen',
  'alts',
  'isTextOnly',
  'size',
  'count',
  'visibility',
  'commentPolicy',
  'remixPolicy',
  'allowsTraining',
] as const

/** Takes what is kept of what was written; undefined when there is nothing worth it. */
export function keepDraft(written: Written, generation: PaintedGeneration | undefined): KeptDraft | undefined {
  const { prompt, text, files } = written
  if (prompt.trim() === '' && text.trim() === '' && files.length === 0 && !generation) return undefined
  const kept = Object.fromEntries(keptFields.map((field) => [field, written[field]])) as Partial<Written>
  const words: KeptWords = {
    written: kept,
    fileAlts: files.map(({ alt }) => alt),
    fileRatios: files.map(({ file }) => ratioOf(file)),
    ...(generation && { generation }),
  }
  return { words, files: files.map(({ file }) => file) }
}

/** Reads a kept draft. Storage may hold anything: what is not of its kind is left out. */
export function readDraft({ words, files }: KeptDraft): Pick<KeptWords, 'written' | 'generation'> | undefined {
  if (!isRecord(words) || !isRecord(words['written'])) return undefined
  const { written, generation, fileAlts, fileRatios } = words
  const fields = Object.entries(readers).filter(([field, isGood]) => isGood(written[field]))
  if (Array.isArray(fileRatios))
    for (const [index, file] of files.entries()) if (isRatio(fileRatios[index])) rememberRatio(file, fileRatios[index])
  const alts = Array.isArray(fileAlts) && fileAlts.every(isText) ? fileAlts : []
  return {
    written: {
      ...Object.fromEntries(fields.map(([field]) => [field, written[field]])),
      files: files.map((file, index) => ({ file, alt: alts[index] ?? '' })),
    },
    ...(isRecord(generation) && isText(generation['id']) && Number.isFinite(generation['startedAtMs'])
      ? { generation: { id: generation['id'], startedAtMs: Number(generation['startedAtMs']) } }
      : {}),
  }
}

/** No picture of a post is longer than twenty times its width, or wider than twenty times its height. */
const isRatio = (value: unknown): value is number => typeof value === 'number' && value >= 1 / 20 && value <= 20
const isText = (value: unknown): value is string => typeof value === 'string'
const isBoolean = (value: unknown): boolean => typeof value === 'boolean'
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value)
const isPolicy = oneOf('everyone', 'followers', 'nobody')

const readers: Readonly<Record<(typeof keptFields)[number], (value: unknown) => boolean>> = {
  prompt: isText,
  text: isText,
  chosen: (value) => Array.isArray(value) && value.every(isText),
  alts: (value) => isRecord(value) && Object.values(value).every(isText),
  isTextOnly: isBoolean,
  size: isText,
  count: oneOf(1, 2, 3, 4),
  visibility: oneOf('public', 'followers'),
  commentPolicy: isPolicy,
  remixPolicy: isPolicy,
  allowsTraining: isBoolean,
}
