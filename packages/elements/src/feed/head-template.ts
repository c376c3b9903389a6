import type { FeedSnapshot } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'

/** What the buttons above the posts do. */
export interface HeadHandlers {
  readonly showIncoming: (event: Event) => void
  readonly loadPrevious: (event: Event) => void
}

/** Draws what stands above the first post: how to get those before it, and how many new ones there are to show. */
export function headTemplate(
  { incoming, hasPrevious, activity }: FeedSnapshot,
  strings: Strings,
  { showIncoming, loadPrevious }: HeadHandlers,
): TemplateResult {
  const pill = html`<button type="button" class="pill" part="pill" @click=${showIncoming}>
    ${strings.newPosts(incoming)}
  </button>`
  const isIdle = activity === 'idle'
  const before = html`<div class="more-row before">
    <button type="button" class="ghost" part="more-button" ?disabled=${!isIdle} @click=${loadPrevious}>
      ${strings.loadPrevious}
    </button>
  </div>`
  return html`${hasPrevious ? before : nothing}
    <div class="top">${incoming > 0 ? pill : nothing}</div>`
}
