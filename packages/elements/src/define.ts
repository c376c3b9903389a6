import './policy-notice.js'
import { AiAccount } from './account/ai-account.js'
import { AiComposer } from './composer/ai-composer.js'
import { AiFeed } from './feed/ai-feed.js'
import { AiPost } from './post/ai-post.js'
import type { Tags } from './tags.js'

const tags = { 'ai-feed': AiFeed, 'ai-composer': AiComposer, 'ai-post': AiPost, 'ai-account': AiAccount }

// A tag that is taken stays what it is: two copies of this file on a page do no harm.
for (const [tag, element] of Object.entries(tags)) {
  if (!customElements.get(tag)) customElements.define(tag, element)
}

declare global {
  interface HTMLElementTagNameMap extends Tags {}
}
