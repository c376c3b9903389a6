import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { listenToView } from '../reactive/page.js'
import { viewOf } from '../reactive/view.js'
import type { View } from '../reactive/view.js'
import { guessPx } from './block-size.js'
import { holdSight } from './hold-sight.js'
import { sightOf } from './sight-of.js'

/** A run of posts that are drawn, or a gap as high as those that are not. */
export type WindowPart =
  | { readonly kind: 'posts'; readonly from: number; readonly to: number }
  | { readonly kind: 'gap'; readonly from: number; readonly heightPx: number }

interface WindowHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** How a window is cut. */
export interface WindowShape {
  /** How many units come and go together. */
  readonly chunk: number
  /** How many units are drawn at most, unless more are in sight. */
  readonly most: number
  /** How high a unit is taken for before it was measured. */
  readonly guessPx: number
}

const marginPx = 700
/** Posts with pictures have about 45 elements: nine of them stay below 500. The fewer are drawn, the less a frame costs. */
const listShape: WindowShape = { chunk: 3, most: 9, guessPx }

/** Draws only the posts near the viewport, in chunks, and gaps for the others. The chunk with the focus or a selection
 *  stays. Heights are remembered by key, so posts put in on top move nothing. */
export class WindowController implements ReactiveController {
  readonly #host: WindowHost
  readonly #heights = new Map<string, number>()
  #keys: readonly string[] = []
  #tops: number[] | undefined
  #shape = listShape
  #chunks: ReadonlySet<number> = new Set([0, 1, 2])
  #widthPx = 0
  #frame = 0
  #resizes: ResizeObserver | undefined
  #stopListening: (() => void) | undefined
  #pinned = -1
  /** How many units are drawn for paper; 0 on a screen. */
  #spreadCount = 0
  #bringBack: (() => void) | undefined
  readonly #onWidth: (key: string, share: number) => void

  /** @param onWidth called when the width is another one: with the key of the unit at the top of the viewport, and with how
   *  much of its height was above it */
  constructor(host: WindowHost, onWidth: (key: string, share: number) => void) {
    this.#host = host
    this.#onWidth = onWidth
    host.addController(this)
  }

  /** Divides the units with these keys, posts or rows of them, into runs and gaps. Called while drawing.
   *  @param keys the same array as long as the units are the same */
  parts(keys: readonly string[], shape: WindowShape = listShape): readonly WindowPart[] {
    const before = this.#keys
    if (keys !== before || shape.guessPx !== this.#shape.guessPx) this.#tops = undefined
    this.#keys = keys
    this.#shape = shape
    if (keys[0] !== before[0]) this.#keepDrawn(before)
    // What a new page brings into sight is drawn with it, not a frame later.
    if (before.length > 0 && keys.length > before.length && keys[0] === before[0]) this.#chunks = this.#wanted()
    const parts: WindowPart[] = []
    let end = 0
    const addGap = (to: number): void => {
      if (to > end) parts.push({ kind: 'gap', from: end, heightPx: this.#topOf(to) - this.#topOf(end) })
    }
    for (const chunk of [...this.#chunks].toSorted((one, other) => one - other)) {
      const from = chunk * shape.chunk
      if (from >= keys.length) break
      const to = Math.min(from + shape.chunk, keys.length)
      const last = parts.at(-1)
      addGap(from)
      if (last?.kind === 'posts' && last.to === from) parts[parts.length - 1] = { ...last, to }
      else parts.push({ kind: 'posts', from, to })
      end = to
    }
    addGap(keys.length)
    return parts
  }

  /** Draws the unit at an index, wherever that is. Resolves when it is there. */
  async draw(index: number): Promise<void> {
    this.#pinned = Math.floor(index / this.#shape.chunk)
    this.#update()
    await this.#host.updateComplete
  }

  /** Lets the drawn posts follow the viewport again. */
  follow(): void {
    this.#pinned = -1
    this.#schedule()
  }

  /** Draws so many units in a row, from the first one on unless what is in sight lies beyond them; 0 follows the viewport again. */
  spread(count: number): void {
    this.#spreadCount = count
    this.#update()
  }

  hostConnected(): void {
    this.#stopListening = listenToView(this.#host, ['scroll'], this.#schedule, { capture: true, passive: true })
    this.#resizes = new this.#view.ResizeObserver(() => {
      this.#watchWidth()
      this.#schedule()
    })
    this.#resizes.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#stopListening?.()
    this.#resizes?.disconnect()
    this.#resizes = undefined
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
  }

  hostUpdated(): void {
    this.#bringBack?.()
    this.#bringBack = undefined
    if (this.#host.isConnected && this.#keys.length > this.#shape.chunk) this.#schedule()
  }

  /** Tells where one reads when the width is another one: by the heights from before, which also are nearer to the truth
   *  than none for posts that are not drawn. */
  #watchWidth(): void {
    const before = this.#widthPx
    this.#widthPx = this.#host.clientWidth
    if (before === 0 || this.#widthPx === before) return
    const px = sightOf(this.#host.renderRoot)?.topPx ?? 0
    if (px <= 0 || px >= this.#topOf(this.#keys.length)) return
    let index = this.#chunkAt(px) * this.#shape.chunk
    while (this.#topOf(index + 1) <= px) index += 1
    const topPx = this.#topOf(index)
    this.#onWidth(this.#keys[index] ?? '', (px - topPx) / (this.#topOf(index + 1) - topPx))
  }

  /** Stays with what was drawn when others come in above it, or go: nothing moves for whoever reads below the top. */
  #keepDrawn(before: readonly string[]): void {
    if (this.#host.getBoundingClientRect().top > -1) return
    const { chunk: chunkSize } = this.#shape
    const places = new Map(this.#keys.map((key, index) => [key, index]))
    const drawn = [...this.#chunks].flatMap((chunk) => before.slice(chunk * chunkSize, (chunk + 1) * chunkSize))
    const chunks = drawn.map((key) => places.get(key) ?? -1).filter((index) => index >= 0)
    if (chunks.length === 0) return
    this.#chunks = new Set(chunks.map((index) => Math.floor(index / chunkSize)))
    this.#bringBack ??= holdSight(this.#host, this.#host.renderRoot)
  }

  get #view(): View {
    return viewOf(this.#host) ?? window
  }

  readonly #schedule = (): void => {
    if (this.#keys.length <= this.#shape.chunk) return
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#watchWidth()
      this.#measure()
      this.#update()
    })
  }

  #measure(): void {
    for (const row of this.#host.renderRoot.querySelectorAll<HTMLElement>('.list > [data-key]')) {
      const key = row.dataset['key'] ?? ''
      const heightPx = row.offsetHeight
      if (this.#heights.get(key) === heightPx) continue
      this.#heights.set(key, heightPx)
      this.#tops = undefined
    }
  }

  #update(): void {
    const chunks = this.#wanted()
    if (chunks.size === this.#chunks.size && [...chunks].every((chunk) => this.#chunks.has(chunk))) return
    this.#chunks = chunks
    this.#bringBack = holdSight(this.#host, this.#host.renderRoot)
    this.#host.requestUpdate()
  }

  /** The chunks in the viewport, those around it as far as the number of posts allows, and the one in use. */
  #wanted(): ReadonlySet<number> {
    const sight = sightOf(this.#host.renderRoot)
    if (!sight) return this.#chunks
    const { topPx: top, heightPx } = sight
    const bottom = top + heightPx
    const { chunk: chunkSize, most } = this.#shape
    if (this.#spreadCount > 0) {
      const count = Math.ceil(this.#spreadCount / chunkSize)
      const from = Math.max(0, this.#chunkAt(bottom) + 1 - count)
      return new Set(Array.from({ length: count }, (_, index) => from + index))
    }
    const near: { chunk: number; distance: number }[] = []
    for (let chunk = this.#chunkAt(top - marginPx); chunk * chunkSize < this.#keys.length; chunk++) {
      const from = this.#topOf(chunk * chunkSize)
      const end = this.#topOf(Math.min((chunk + 1) * chunkSize, this.#keys.length))
      const distance = Math.max(from - bottom, top - end, 0)
      if (from - bottom >= marginPx) break
      if (distance < marginPx) near.push({ chunk, distance })
    }
    near.sort((a, b) => a.distance - b.distance)
    const wanted = new Set<number>()
    for (const { chunk, distance } of near) {
      if (distance === 0 || (wanted.size + 1) * chunkSize <= most) wanted.add(chunk)
    }
    const used = this.#chunkInUse()
    if (used >= 0) wanted.add(used)
    if (this.#pinned >= 0) wanted.add(this.#pinned)
    return wanted.size > 0 ? wanted : this.#chunks
  }

  #chunkInUse(): number {
    const root = this.#host.renderRoot as ShadowRoot
    // The window's: a form or picture of the page that is called so takes its place on the document.
    const selected = this.#view.getSelection()
    const anchor = selected && !selected.isCollapsed && root.contains(selected.anchorNode) ? selected.anchorNode : null
    const node = root.activeElement ?? (anchor?.nodeType === 1 ? (anchor as Element) : anchor?.parentElement)
    const key = node?.closest<HTMLElement>('[data-key]')?.dataset['key']
    return key === undefined ? -1 : Math.floor(this.#keys.indexOf(key) / this.#shape.chunk)
  }

  /** The chunk that reaches below a height first: halves what is left, as a feed may have thousands. */
  #chunkAt(px: number): number {
    let [low, high] = [0, Math.ceil(this.#keys.length / this.#shape.chunk)]
    while (low < high) {
      const middle = (low + high) >> 1
      const end = Math.min((middle + 1) * this.#shape.chunk, this.#keys.length)
      if (this.#topOf(end) > px) high = middle
      else low = middle + 1
    }
    return low
  }

  /** How far below the top of the list a unit begins; that of one after the last is the height of all. */
  #topOf(index: number): number {
    if (!this.#tops) {
      let px = 0
      this.#tops = [0]
      for (const key of this.#keys) this.#tops.push((px += this.#heights.get(key) ?? this.#shape.guessPx))
    }
    return this.#tops[index] ?? 0
  }
}
