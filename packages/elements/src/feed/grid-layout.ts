import type { FeedItem } from '@ai-feed/core'
import { html } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { adoptStyles } from '../reactive/adopt-styles.js'
import { each } from '../reactive/each.js'
import { setStyle } from '../reactive/set-style.js'
import type { ClientHost } from '../reactive/client-controller.js'
import type { PostContext } from '../post/post-context.js'
import { blockSize } from './block-size.js'
import { gridStyles } from './grid-layout.styles.js'
import { firstParts } from './list-layout.js'
import { justifiedRows } from './justified-rows.js'
import type { JustifiedRow, Tile } from './justified-rows.js'
import { tileTemplate } from './tile-template.js'
import type { WindowController, WindowPart } from './window-controller.js'

const heightPx = 220
/** About what a tile holds, of the 500 elements that a feed may have. */
const elementsPerTile = 14

type Gap = WindowPart & { readonly kind: 'gap' }

/** Draws pictures in rows of one height, as wide as the feed. What comes first stands first in the page too. */
export class GridLayout implements ReactiveController {
  readonly #host: ClientHost
  readonly #starts = new Set<string>()
  #rows: readonly JustifiedRow[] = []
  #widthPx = 0
  #resizes: ResizeObserver | undefined

  constructor(host: ClientHost) {
    this.#host = host
    adoptStyles(host, [gridStyles])
    host.addController(this)
  }

  hostConnected(): void {
    this.#resizes = new ResizeObserver(() => {
      // In the next frame: a drawing in this one would be told again at once, and browsers report that as an error.
      if (Math.abs(this.#host.clientWidth - this.#widthPx) > 1) requestAnimationFrame(() => this.#host.requestUpdate())
    })
    this.#resizes.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#resizes?.disconnect()
    this.#resizes = undefined
  }

  /** Puts the posts into rows. @returns which of them to draw; without a window as many as one would hold */
  #arrange(items: readonly FeedItem[], window: WindowController | undefined): readonly WindowPart[] {
    const widthPx = this.#host.clientWidth
    if (Math.abs(widthPx - this.#widthPx) > 1) this.#starts.clear()
    this.#widthPx = widthPx
    const rowPx = Math.min(heightPx, Math.max(140, widthPx / 2.2))
    this.#rows = justifiedRows(items.map(tileOf), widthPx, rowPx, this.#starts)
    const tilesPerRow = Math.max(1, items.length / Math.max(1, this.#rows.length))
    const most = Math.max(4, Math.floor(400 / (tilesPerRow * elementsPerTile)))
    const keys = this.#rows.map(({ key }) => key)
    return window?.parts(keys, { chunk: 2, most, guessPx: rowPx }) ?? firstParts(keys.length, most, rowPx)
  }

  /** In which row a post stands. */
  rowOf(index: number): number {
    return this.#rows.findIndex(({ from, to }) => index >= from && index < to)
  }

  template(items: readonly FeedItem[], window: WindowController | undefined, context: PostContext): TemplateResult {
    const rows = this.#arrange(items, window).flatMap((part): readonly (Gap | JustifiedRow)[] =>
      part.kind === 'gap' ? [part] : this.#rows.slice(part.from, part.to),
    )
    return html`${each(
      rows,
      (row) => ('key' in row ? row.key : `gap ${row.from}`),
      (row) =>
        'key' in row
          ? html`<div class="grid-row" data-key=${row.key}>${this.#tiles(row, items, context)}</div>`
          : html`<div class="gap" ${blockSize(row.heightPx)}></div>`,
    )}`
  }

  #tiles(row: JustifiedRow, items: readonly FeedItem[], context: PostContext): unknown {
    const here = items.slice(row.from, row.to)
    const rest = row.width - here.reduce((sum, item) => sum + tileOf(item).aspect, 0)
    return html`${each(
      here,
      ({ key }) => key,
      (item, offset) =>
        html`<div class="cell" ${share(tileOf(item).aspect)}>
          ${tileTemplate(item, row.from + offset + 1, context)}
        </div>`,
    )}${rest > 0.01 ? html`<div ${share(rest)}></div>` : ''}`
  }
}

/** Panoramas and towers are cut, so that a row stays a row. Posts without a picture are squares. */
function tileOf({ key, post }: FeedItem): Tile {
  const media = post.media[0]
  return { key, aspect: media ? Math.min(2.4, Math.max(0.6, media.width / media.height)) : 1 }
}

/** Gives a tile its share of the width of a row. */
const share = (aspect: number): unknown => setStyle({ 'flex-grow': aspect, 'aspect-ratio': aspect })
