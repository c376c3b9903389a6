/** What somebody is writing: words and choices in whatever shape the caller gives them, and picture files. */
export interface KeptDraft {
  /** Anything that a structured clone can hold. */
  readonly words: unknown
  readonly files: readonly Blob[]
}

/** The place of one draft, which no other tab and no other caller uses until it is left. */
export interface DraftPlace {
  /** What was found there. */
  readonly found: KeptDraft | undefined
  /** Keeps a draft in the place of the one before; undefined keeps nothing. Where the browser stores nothing, and for a
   *  client with `storage: 'memory'`, it lives as long as the client. Never rejects. */
  keep(draft: KeptDraft | undefined): Promise<void>
  /** Lets others have the place, with what is kept there. */
  leave(): void
}

/** How a place is chosen. */
export interface DraftOptions {
  /** Finds nothing and overwrites nothing: for somebody who has begun to write already. */
  readonly isNew?: boolean
}
