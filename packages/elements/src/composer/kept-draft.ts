import type { Written } from './composer-draft.js'
import type { PaintedGeneration } from './painter.js'

/** What outlives a reload of the page: words and choices, and the id by which painted pictures are found again. */
export interface KeptDraft {
  /** Whose it is; absent when it was written signed out. */
  readonly userId?: string
  readonly written: Partial<Written>
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
export function keepDraft(
  written: Written,
  generation: PaintedGeneration | undefined,
  userId: string | undefined,
): KeptDraft | undefined {
  if (written.prompt.trim() === '' && written.text.trim() === '' && !generation) return undefined
  const kept = Object.fromEntries(keptFields.map((field) => [field, written[field]])) as Partial<Written>
  return { written: kept, ...(generation && { generation }), ...(userId !== undefined && { userId }) }
}

/** Reads a kept draft. Storage may hold anything: what is not of its kind is left out. */
export function readDraft(text: string): KeptDraft | undefined {
  let value: Partial<Record<keyof KeptDraft, unknown>>
  try {
    value = JSON.parse(text) as typeof value
  } catch {
    return undefined
  }
  if (!isRecord(value) || !isRecord(value.written)) return undefined
  const { written, generation, userId } = value
  const fields = Object.entries(readers).filter(([field, isGood]) => isGood(written[field]))
  return {
    written: Object.fromEntries(fields.map(([field]) => [field, written[field]])),
    ...(isRecord(generation) && isText(generation['id']) && Number.isFinite(generation['startedAtMs'])
      ? { generation: { id: generation['id'], startedAtMs: Number(generation['startedAtMs']) } }
      : {}),
    ...(isText(userId) && { userId }),
  }
}

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
