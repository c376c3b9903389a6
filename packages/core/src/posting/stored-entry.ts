import { own } from '../platform/own.js'
import type { Intent, StoredEntry } from './outbox-entry.js'

/** What an intent of each kind holds at least. */
const parts: Readonly<Record<Intent['kind'], Readonly<Record<string, 'string' | 'object'>>>> = {
  post: { draft: 'object' },
  edit: { postId: 'string', change: 'object' },
  delete: { postId: 'string' },
  reaction: { postId: 'string', mark: 'string' },
  relation: { handle: 'string', relation: 'string' },
  report: { report: 'object' },
  me: { change: 'object' },
}

/** Tells whether something from storage is an entry that this version can send. What is none stays where it is: another tab
 *  may have a later version of this program. */
export function isStoredEntry(value: unknown): value is StoredEntry {
  const entry = value as Partial<StoredEntry> | null | undefined
  return (
    entry?.format === 1 &&
    typeof entry.id === 'string' &&
    [entry.createdAtMs, entry.tries, entry.firstAttemptAtMs ?? 0, entry.notBeforeMs ?? 0].every(Number.isFinite) &&
    Array.isArray(entry.mediaIds) &&
    isIntent(entry.intent)
  )
}

function isIntent(value: unknown): value is Intent {
  const intent = value as Readonly<Record<string, unknown>> | null | undefined
  const kind = intent?.['kind']
  if (!intent || typeof kind !== 'string' || !Object.hasOwn(parts, kind)) return false
  const { pictures } = own((intent['draft'] ?? {}) as { pictures?: unknown })
  return (
    Object.entries(parts[kind as Intent['kind']]).every(
      ([name, type]) => intent[name] && typeof intent[name] === type,
    ) &&
    (pictures === undefined || Array.isArray(pictures))
  )
}
