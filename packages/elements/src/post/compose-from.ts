import { findComposer } from '../composer-registry.js'
import type { ComposeIntent } from '../composer-registry.js'
import { isEditable } from './pending-template.js'
import type { PostBench } from './post-bench.js'
import { AiPostQuoteEvent, AiPostRemixEvent } from './post-events.js'

/** Starts a new post from another one: its remix or its quote. Signs in first where that is needed. */
export async function composeFrom(bench: PostBench, how: 'remix' | 'quote', postId: string): Promise<void> {
  const intent = how === 'remix' ? new AiPostRemixEvent(postId) : new AiPostQuoteEvent(postId)
  if (!bench.host.dispatchEvent(intent)) return
  if (await bench.signedIn(postId)) await compose(bench, how === 'remix' ? { remixOf: postId } : { quoteOf: postId })
}

/** Does what the buttons of an own post do that the server has not taken. */
export async function handleEntry(bench: PostBench, id: string, action: string | undefined): Promise<void> {
  try {
    if (action === 'retry-entry') await bench.client?.outbox.retry(id)
    if (action === 'discard-entry') await bench.client?.outbox.discard(id)
    if (action === 'edit-entry') await editEntry(bench, id)
  } catch {
    // It has left the outbox meanwhile: its feed shows where to.
  }
}

/** Brings a post that was refused back into a composer. It leaves the outbox once the page's composer keeps it, or once it
 *  is posted from one in a dialog. */
async function editEntry(bench: PostBench, id: string): Promise<void> {
  const outbox = bench.client?.outbox
  const entry = outbox?.getSnapshot().find((other) => other.id === id)
  if (!outbox || !entry?.draft || !isEditable(entry)) return
  const { draft } = entry
  const { commentOn } = draft
  if (await compose(bench, { draft, entryId: id, ...(commentOn && { commentOn }) })) await outbox.discard(id)
}

/** Gives an intent to the page's composer, or to one in a dialog where there is none or where it holds work.
 *  @returns whether the page's composer has taken it */
async function compose(bench: PostBench, intent: ComposeIntent): Promise<boolean> {
  const composer = intent.commentOn || !bench.client ? undefined : findComposer(bench.client)
  if (!composer || composer.hasWork) {
    await bench.over((overlay) => overlay.openComposer(intent))
    return false
  }
  bench.overlay?.closeAll()
  composer.compose(intent)
  return true
}
