import { withoutNetworkPause, type StoredEntry } from './outbox-entry.js'
import type { OutboxStorage } from './outbox-storage.js'

/** So soon a storage that does not answer is looked into again. */
export const lookAgainMs = 5000

/** Gives entries as they are when the next one to send is chosen.
 *  @param isBack whether the user has come back to the page or to the network */
export function candidatesOf(
  entries: readonly StoredEntry[],
  storage: OutboxStorage,
  { nowMs, isBack }: { readonly nowMs: number; readonly isBack: boolean },
): StoredEntry[] {
  return entries.map((entry) => {
    // Of what a silent storage holds another tab may know more.
    if (storage.isSilent() && !storage.isInMemory(entry.id)) return { ...entry, notBeforeMs: nowMs + lookAgainMs }
    // Who returns does not wait for the end of a pause made without them.
    return isBack ? withoutNetworkPause(entry) : entry
  })
}
