/** What people on pages tried, what their pages told them, and what everybody reads at the end. */
export interface ClientLedger {
  /** Takes what a page says: `tried` before a post is handed in, `stored` when the client has it, then how it ended. */
  note(what: string, words: string, detail?: string): void
  readonly counts: () => Record<string, number>
  /** Resolves once pages have stored `count` more posts. */
  grows(count: number): Promise<void>
  /** Compares with what can be read, and with what an outbox still shows as failed. */
  compare(read: readonly string[], shownAsFailed: readonly string[]): ClientVerdict
}

/** Words of posts for which a client did not keep its word; empty when it did. */
export interface ClientVerdict {
  /** Told as sent, or stored, and not there. */
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  /** There, though nobody tried it, or though its writer was told that it failed. */
  readonly invented: readonly string[]
  /** Stored, and neither there nor told as failed. */
  readonly limbo: readonly string[]
  /** Rejections that nobody handled. */
  readonly unhandled: readonly string[]
}

/** Makes an empty ledger. */
export function createClientLedger(): ClientLedger {
  const notes = new Map<string, Map<string, string>>()
  let waiting: { readonly size: number; readonly resolve: () => void }[] = []
  const of = (what: string): Map<string, string> => {
    const known = notes.get(what) ?? new Map<string, string>()
    notes.set(what, known)
    return known
  }
  return {
    note(what, words, detail = '') {
      const before = of(what).get(words)
      if (what === 'acknowledged' && before !== undefined && before !== detail)
        throw new Error(`"${words}" was acknowledged as ${before} and as ${detail}`)
      of(what).set(words, detail)
      const { size } = of('stored')
      for (const wish of waiting) if (size >= wish.size) wish.resolve()
      waiting = waiting.filter((wish) => wish.size > size)
    },
    counts: () => Object.fromEntries([...notes].map(([what, known]) => [what, known.size])),
    grows: (count) => new Promise((resolve) => waiting.push({ size: of('stored').size + count, resolve })),
    compare(read, shownAsFailed) {
      const there = new Set(read)
      const failed = new Set([...of('told-failed').keys(), ...shownAsFailed])
      return {
        lost: [...of('acknowledged').keys()].filter((words) => !there.has(words)),
        doubled: [...there].filter((words) => read.filter((other) => other === words).length > 1),
        invented: [...there].filter((words) => !of('tried').has(words) || failed.has(words)),
        limbo: [...of('stored').keys()].filter((words) => !there.has(words) && !failed.has(words)),
        unhandled: [...of('unhandled').keys()],
      }
    },
  }
}
