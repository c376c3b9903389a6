import type { PostSnapshot } from '@ai-feed/core'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { laterIcons } from '../post/later-icons.js'
import { refTemplate } from '../post/post-template.js'
import type { Strings } from '../strings.js'

/** Draws the post that a new one starts from, with a button to let it go. */
export function parentTemplate(
  { post, error }: PostSnapshot,
  kind: 'remix' | 'comment' | 'quote',
  strings: Strings,
  letGo: () => void,
): TemplateResult {
  const word = { remix: strings.remixOfWhat, comment: strings.commentOnWhat, quote: strings.quoteOfWhat }[kind]
  const stop = { remix: strings.stopRemix, comment: strings.stopComment, quote: strings.stopQuote }[kind]
  const ref = post && {
    id: post.id,
    state: 'visible' as const,
    author: post.author,
    text: post.text,
    labels: post.labels,
    ...(post.media[0] && { media: post.media[0] }),
  }
  return html`<div class="parent">
    ${
      ref
        ? refTemplate(ref, (handle) => `${word} @${handle}`, { strings }, true)
        : html`<p class="source quiet">${error ? strings.remixUnavailable : word}</p>`
    }
    <button type="button" class="remove" aria-label=${stop} title=${stop} @click=${letGo}>${laterIcons.close}</button>
  </div>`
}
