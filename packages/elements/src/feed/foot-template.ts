import type { FeedSnapshot } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'

/** Draws what stands below the last post: more, on its way or to ask for, or that this was all. */
export function footTemplate(
  { hasMore, activity, source }: FeedSnapshot,
  isByButton: boolean,
  strings: Strings,
  loadMore: (event: Event) => void,
): TemplateResult | typeof nothing {
  if (!hasMore) {
    return source === 'network'
      ? html`<slot name="end"><p class="end quiet" tabindex="-1">${strings.end}</p></slot>`
      : nothing
  }
  if (!isByButton) {
    const isLoading = activity === 'more'
    return html`<div class="end quiet ${isLoading ? '' : 'idle'}" data-sentinel>
      ${isLoading ? strings.loadingMore : ' '}
    </div>`
  }
  return html`<div class="more-row">
    <button type="button" class="ghost" part="more-button" ?disabled=${activity !== 'idle'} @click=${loadMore}>
      ${activity === 'more' ? strings.loadingMore : strings.loadMore}
    </button>
  </div>`
}
