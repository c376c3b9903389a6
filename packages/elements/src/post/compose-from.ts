import { findComposer } from '../composer-registry.js'
import type { ComposeIntent } from '../composer-registry.js'
import type { PostBench } from './post-bench.js'
import { AiPostQuoteEvent, AiPostRemixEvent } from './post-events.js'

/** Starts a new post from another one: its remix or its quote. Signs in first where that is needed. */
export async function composeFrom(bench: PostBench, how: 'remix' | 'quote', postId: string): Promise<void> {
  const intent = how === 'remix' ? new AiPostRemixEvent(postId) : new AiPostQuoteEvent(postId)
  if (!bench.host.dispatchEvent(intent)) return
  if (await bench.signedIn(postId)) await compose(bench, how === 'remix' ? { remixOf: postId } : { quoteOf: postId })
}

/** Gives an intent to the page's composer, or to one in a dialog where there is none or where it holds work.
 *  @returns whether the page's composer has taken it */
export async function compose(bench: PostBench, intent: ComposeIntent): Promise<boolean> {
  const composer = intent.commentOn || !bench.client ? undefined : findComposer(bench.client)
  if (!composer || composer.hasWork) {
    await bench.over((overlay) => overlay.openComposer(intent))
    return false
  }
  bench.overlay?.closeAll()
  composer.compose(intent)
  return true
}
