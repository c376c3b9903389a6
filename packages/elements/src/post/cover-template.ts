import type { Post } from '@ai-feed/core'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { setStyle } from '../reactive/set-style.js'
import { icons } from './icons.js'
import { coverReason } from './post-context.js'
import type { CoverContext } from './post-context.js'

/** Draws what lies over sensitive pictures: no more of them than their colours, in the room that they will take. */
export function coverTemplate(post: Post, context: CoverContext): TemplateResult {
  const { strings, parts } = context
  const [first, ...others] = post.media
  // Two stand side by side, more of them in a square.
  const ratio = [(first?.width ?? 1) / (first?.height ?? 1), 2][others.length] ?? 1
  return html`<button type="button" class="frame cover" data-action="uncover" ${setStyle({ '--_ratio': ratio })}>
    <canvas width="1" height="1" aria-hidden="true" ${parts?.thumbhash(first?.thumbhash ?? '')}></canvas>
    <span>${icons.warn}${strings.covered(coverReason(post, context))}</span>
  </button>`
}
