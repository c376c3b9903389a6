import type { LaterStrings } from './strings-en.js'

/** Says in one sentence what an error code means to the person in front of it. */
export function errorSentence(code: string | undefined, strings: LaterStrings): string {
  return (code && Object.hasOwn(strings.errors, code) && strings.errors[code]) || strings.errorFallback
}
