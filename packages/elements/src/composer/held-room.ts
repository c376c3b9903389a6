/** What a composer writes to. */
interface DraftTargets {
  readonly remixOf: string
  readonly commentOn: string
  readonly quoteOf: string
  readonly entryId: string
}

/** Names what a composer of this page is for: by that its draft is kept, and for the tab how high it was with it. */
export const purposeOf = ({ remixOf, commentOn, quoteOf, entryId }: DraftTargets): string =>
  ['ai-composer', location.pathname + location.search, remixOf, commentOn, quoteOf, entryId].join(' ').trimEnd()

/** Makes a composer as high as it was with its draft in it, which is found later: the page below it does not move then.
 *  @returns whether a draft is waited for */
export function holdRoom(composer: HTMLElement & DraftTargets): boolean {
  try {
    const height = sessionStorage.getItem(purposeOf(composer))
    if (height) composer.style.minBlockSize = height
    return height !== null
  } catch {
    // Storage is closed to this page: it grows when the draft is there.
    return false
  }
}
