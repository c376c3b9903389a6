import { readHandle } from './handle.js'

/** Makes a handle from a name that another system uses: accents fall off, other signs become `_`, an e-mail address loses
 *  what comes after `@`. A short or reserved one, and every later attempt, ends in the given number.
 *  @param attempt 0 for the first; @param number of four digits, another one for each attempt. */
export function handleOfName(name: string, attempt: number, number: number): string {
  const base = plain(name)
  if (attempt === 0 && 'handle' in readHandle(base)) return base
  const handle = `${base.slice(0, 25) || 'user'}_${number}`
  return 'handle' in readHandle(handle) ? handle : `user_${number}`
}

function plain(name: string): string {
  return name
    .slice(0, 200)
    .replace(/(?<=.)@.*$/u, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 30)
    .replace(/^_+|_+$/g, '')
}
