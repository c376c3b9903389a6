import type { ReadPost } from './person.ts'

/** What writers tried and were told, against what readers find at the end. */
export interface Ledger {
  /** Notes a post before it is sent. Its words are its name. */
  try(words: string): void
  /** Notes that the server answered "saved". */
  acknowledge(words: string, id: string): void
  /** Notes that the server answered "deleted". */
  acknowledgeDeletion(id: string): void
  /** Notes the last answer that a person got to a like or its withdrawal. */
  acknowledgeLike(id: string, handle: string, isOn: boolean): void
  /** Resolves after `count` more answers of any kind. */
  grows(count: number): Promise<void>
  /** Ids of acknowledged posts that still stand. */
  standing(): string[]
  /** Handles that like a post. */
  likersOf(id: string): ReadonlySet<string>
  /** Compares with everything that can be read. */
  compare(posts: readonly ReadPost[]): Verdict
}

/** Words of posts for which what was read is not what was told; empty when the server kept its word. */
export interface Verdict {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly invented: readonly string[]
  readonly undead: readonly string[]
  readonly wrongLikes: readonly string[]
}

/** Creates an empty ledger. */
export function createLedger(): Ledger {
  const tried = new Set<string>()
  const acknowledged = new Map<string, string>()
  const deleted = new Set<string>()
  const likes = new Map<string, Set<string>>()
  let answers = 0
  let waiting: { readonly from: number; readonly resolve: () => void }[] = []
  const count = (): void => {
    answers += 1
    for (const { from, resolve } of waiting) if (answers >= from) resolve()
    waiting = waiting.filter(({ from }) => from > answers)
  }
  const likersOf = (id: string): Set<string> => {
    const likers = likes.get(id) ?? new Set()
    likes.set(id, likers)
    return likers
  }

  return {
    try: (words) => void tried.add(words),
    acknowledge(words, id) {
      const known = acknowledged.get(words)
      if (known !== undefined && known !== id) throw new Error(`"${words}" was acknowledged as ${known} and as ${id}`)
      acknowledged.set(words, id)
      count()
    },
    acknowledgeDeletion(id) {
      deleted.add(id)
      count()
    },
    acknowledgeLike(id, handle, isOn) {
      if (isOn) likersOf(id).add(handle)
      else likersOf(id).delete(handle)
      count()
    },
    grows: (more) => new Promise((resolve) => waiting.push({ from: answers + more, resolve })),
    standing: () => [...acknowledged.values()].filter((id) => !deleted.has(id)),
    likersOf,
    compare(posts) {
      const read = posts.map((post) => ({ ...post, words: post.text.map(({ text }) => text).join('') }))
      const places = Map.groupBy(read, ({ words }) => words)
      const ids = new Set(posts.map(({ id }) => id))
      return {
        lost: [...acknowledged].flatMap(([words, id]) => (ids.has(id) || deleted.has(id) ? [] : [words])),
        doubled: [...places].flatMap(([words, found]) => (found.length > 1 ? [words] : [])),
        invented: read.flatMap(({ words, id }) =>
          (acknowledged.get(words) ?? id) === id && tried.has(words) ? [] : [words],
        ),
        undead: read.flatMap(({ words, id }) => (deleted.has(id) ? [words] : [])),
        wrongLikes: read.flatMap(({ words, id, counts }) =>
          counts.likes === likersOf(id).size ? [] : [`${words}: ${counts.likes} likes, not ${likersOf(id).size}`],
        ),
      }
    },
  }
}
