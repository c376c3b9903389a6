import type { FeedClient, PostDraft } from '@ai-feed/core'

/** A composer of the page that takes over what somebody wants to remix, comment or quote. */
export interface ComposeTarget {
  /** Whether it holds something that is not posted. */
  readonly hasWork: boolean
  compose(intent: ComposeIntent): void
}

/** What a new post starts from: the id of another one, or what was written before. */
export interface ComposeIntent {
  readonly remixOf?: string
  readonly commentOn?: string
  readonly quoteOf?: string
  readonly draft?: PostDraft
  /** Id of the outbox entry that the draft comes from. */
  readonly entryId?: string
}

const composers = new Map<FeedClient, Set<ComposeTarget>>()

/** Enters a composer of the page. @returns how to take it out again */
export function addComposer(client: FeedClient, composer: ComposeTarget): () => void {
  const targets = composers.get(client) ?? new Set()
  composers.set(client, targets.add(composer))
  return () => {
    targets.delete(composer)
    if (targets.size === 0 && composers.get(client) === targets) composers.delete(client)
  }
}

/** Finds the composer that the page shows for a client: the one that came last. */
export function findComposer(client: FeedClient): ComposeTarget | undefined {
  return [...(composers.get(client) ?? [])].at(-1)
}
