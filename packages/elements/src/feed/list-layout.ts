import type { FeedItem, Post } from '@ai-feed/core'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { each } from '../reactive/each.js'
import type { PostContext, PostRow } from '../post/post-context.js'
import { postTemplate } from '../post/post-template.js'
import { blockSize, guessPx } from './block-size.js'
import type { WindowController, WindowPart } from './window-controller.js'

type Row = PostRow | { readonly key: string; readonly heightPx: number }

/** Draws posts one below the other: runs of them, with gaps for those out of sight.
 *  @param firstWidthPx how wide a list is that has nothing on the screen yet: as much is drawn as fills it, and the rest is
 *  left to the next drawing */
export function listTemplate(
  items: readonly FeedItem[],
  window: WindowController | undefined,
  context: PostContext,
  firstWidthPx: number | undefined,
): TemplateResult {
  const firstCount = firstWidthPx === undefined ? undefined : fillingCount(items, firstWidthPx)
  const parts = window?.parts(keysOf(items)) ?? firstParts(items.length, firstCount)
  return html`${each(
    rowsOf(items, parts),
    ({ key }) => key,
    (row) =>
      'item' in row
        ? html`<div data-key=${row.key} class="cell">
            ${postTemplate(row.item.post, context, {
              form: 'row',
              key: row.key,
              position: row.index + 1,
              isFirst: row.index < 2,
              because: row.item.because,
            })}
          </div>`
        : html`<div class="gap" ${blockSize(row.heightPx)}></div>`,
    (row) => 'item' in row && context.parts?.facts(row, context),
  )}`
}

/** What is drawn before anything else is there: as much as a window holds. */
export function firstParts(count: number, most = 9, unitPx = guessPx): readonly WindowPart[] {
  const to = Math.min(count, most)
  const gap: WindowPart = { kind: 'gap', from: to, heightPx: (count - to) * unitPx }
  return [{ kind: 'posts', from: 0, to }, ...(count > to ? [gap] : [])]
}

const lists = new WeakMap<readonly FeedItem[], readonly string[]>()

/** The keys of items, the same array for the same items. */
function keysOf(items: readonly FeedItem[]): readonly string[] {
  const keys = lists.get(items) ?? items.map(({ key }) => key)
  lists.set(items, keys)
  return keys
}

/** How many posts fill the screen, each taken for as low as it can be. */
function fillingCount(items: readonly FeedItem[], widthPx: number): number {
  let leftPx = innerHeight
  const last = items.findIndex(({ post }) => (leftPx -= lowestPx(post, widthPx)) < 0)
  return last < 0 ? items.length : Math.min(last + 1, 9)
}

/** How high a post is at least: what stands around its words, and its pictures unless they may be covered. */
function lowestPx({ media, labels }: Post, widthPx: number): number {
  const [first] = media
  if (!first || labels.length > 0) return 110
  const pictureWidthPx = widthPx - 92
  return 110 + (media.length > 1 ? pictureWidthPx / 2 : Math.min(640, (pictureWidthPx * first.height) / first.width))
}

function rowsOf(items: readonly FeedItem[], parts: readonly WindowPart[]): readonly Row[] {
  return parts.flatMap((part): readonly Row[] =>
    part.kind === 'gap'
      ? [{ key: `gap ${part.from}`, heightPx: part.heightPx }]
      : items.slice(part.from, part.to).map((item, offset) => ({ key: item.key, item, index: part.from + offset })),
  )
}
