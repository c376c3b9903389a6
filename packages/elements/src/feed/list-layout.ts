import type { FeedItem, FeedSnapshot, OutboxEntry } from '@ai-feed/core'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { PostContext } from '../post/post-context.js'
import { postTemplate } from '../post/post-template.js'
import type { PostPlace } from '../post/post-template.js'
import type { FeedStrings } from '../strings.js'
import { blockSize, guessPx } from './block-size.js'
import type { WindowPart } from './window-controller.js'

type Row =
  | { readonly key: string; readonly item: FeedItem; readonly index: number }
  | { readonly key: string; readonly heightPx: number }

/** Draws own posts that the server has not confirmed, the newest first. */
export function pendingTemplate(pending: readonly OutboxEntry[], context: PostContext): TemplateResult {
  return html`${repeat(
    pending.toReversed(),
    ({ id }) => id,
    (entry) => context.parts?.pending(entry, context),
  )}`
}

/** Draws posts one below the other: runs of them, with gaps for those out of sight. */
export function listTemplate(
  items: readonly FeedItem[],
  parts: readonly WindowPart[],
  context: PostContext,
): TemplateResult {
  return html`${repeat(
    rowsOf(items, parts),
    ({ key }) => key,
    (row) =>
      'item' in row
        ? html`<div data-key=${row.key} class="cell">${postTemplate(row.item.post, context, placeOf(row))}</div>`
        : html`<div class="gap" ${blockSize(row.heightPx)}></div>`,
  )}`
}

const placeOf = ({ item, index }: { item: FeedItem; index: number }): PostPlace => ({
  form: 'row',
  key: item.key,
  position: index + 1,
  isFirst: index < 2,
  because: item.because,
})

/** What is drawn before anything else is there: as much as a window holds. */
export function firstParts(count: number, most = 10, unitPx = guessPx): readonly WindowPart[] {
  const to = Math.min(count, most)
  const gap: WindowPart = { kind: 'gap', from: to, heightPx: (count - to) * unitPx }
  return [{ kind: 'posts', from: 0, to }, ...(count > to ? [gap] : [])]
}

/** Draws what stands below the last post: more, on its way or to ask for, or that this was all. */
export function endTemplate(
  { hasMore, activity, source }: FeedSnapshot,
  isByButton: boolean,
  strings: FeedStrings,
  loadMore: () => void,
): TemplateResult {
  if (!hasMore) {
    return source === 'network' ? html`<slot name="end"><p class="end quiet">${strings.end}</p></slot>` : html``
  }
  if (!isByButton) {
    return html`<div class="end quiet" data-sentinel>${activity === 'more' ? strings.loadingMore : ' '}</div>`
  }
  return html`<div class="more-row">
    <button class="ghost" part="more-button" ?disabled=${activity !== 'idle'} @click=${loadMore}>
      ${activity === 'more' ? strings.loadingMore : strings.loadMore}
    </button>
  </div>`
}

function rowsOf(items: readonly FeedItem[], parts: readonly WindowPart[]): readonly Row[] {
  return parts.flatMap((part): readonly Row[] =>
    part.kind === 'gap'
      ? [{ key: `gap ${part.from}`, heightPx: part.heightPx }]
      : items.slice(part.from, part.to).map((item, offset) => ({ key: item.key, item, index: part.from + offset })),
  )
}
