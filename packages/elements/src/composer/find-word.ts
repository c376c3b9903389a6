/** A mention or tag that is being written. */
export interface FoundWord {
  readonly kind: 'mention' | 'tag'
  /** Where its mark stands, and where the word ends behind the caret. */
  readonly start: number
  readonly end: number
  /** What stands between the mark and the caret. */
  readonly query: string
}

/** Finds the mention or tag in which the caret stands. An address such as `anna@example` is none. */
export function findWord(text: string, caret: number): FoundWord | undefined {
  const match = /(?<![\p{L}\p{N}_@#/&.])([@#])([\p{L}\p{M}\p{N}_]{0,50})$/u.exec(text.slice(0, caret))
  if (!match) return undefined
  const [, mark, query = ''] = match
  const rest = /^[\p{L}\p{M}\p{N}_]*/u.exec(text.slice(caret))?.[0].length ?? 0
  return { kind: mark === '@' ? 'mention' : 'tag', start: match.index, end: caret + rest, query }
}
