import { reservedHandles } from './reserved-handles.js'

/** Why a text cannot be a handle. */
export type HandleFault = 'handle_length' | 'handle_characters' | 'handle_reserved'

/** Reads what someone typed as a handle: a leading `@`, outer spaces and capitals of A-Z are forgiven, nothing else is.
 *  @returns the handle as stored, or what is wrong with it. */
export function readHandle(typed: string): { handle: string } | { fault: HandleFault } {
  const text = typed.trim().replace(/^@/, '')
  // The test comes before the lower-casing: U+212A KELVIN SIGN becomes an honest "k" under toLowerCase().
  if (!/^[A-Za-z0-9_]*$/.test(text)) return { fault: 'handle_characters' }
  const handle = text.toLowerCase()
  if (handle.length < 3 || handle.length > 30) return { fault: 'handle_length' }
  if (!/[a-z0-9]/.test(handle)) return { fault: 'handle_characters' }
  if (isReserved(handle)) return { fault: 'handle_reserved' }
  return { handle }
}

/** The skeleton of a handle: two handles that a reader may take for each other have the same one.
 *  After UTS 39, for the letters that a handle can have; `i` counts as `l` because `1` looks like both. */
export function handleKey(handle: string): string {
  return handle
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('0', 'o')
    .replace(/[1i]/g, 'l')
    .replace(/_+/g, '_')
}

const reservedKeys = new Set(reservedHandles.map(reservedKey))

function isReserved(handle: string): boolean {
  return reservedKeys.has(reservedKey(handle))
}

function reservedKey(handle: string): string {
  return handleKey(handle.replaceAll('_', ''))
}
