import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { guessPx } from './block-size.js'

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
/** Posts with pictures have about 45 elements: ten of them stay below 500. */
const listShape: WindowShape = { chunk: 5, most: 10, guessPx }

/** Draws only the posts near the viewport, in chunks, and gaps for the others. The chunk with the focus or a selection
 *  stays. Heights are remembered by key, so posts put in on top move nothing. */
export class WindowController implements ReactiveController {
  readonly #host: WindowHost
  readonly #heights = new Map<string, number>()
  #keys: readonly string[] = []
  #shape = listShape
  #chunks: ReadonlySet<number> = new Set([0, 1])
  #widthPx = 0
  #frame = 0
  #resizes: ResizeObserver | undefined
  #pinned = -1

  constructor(host: WindowHost) {
    this.#host = host
    host.addController(this)
  }

  /** Divides the units with these keys, posts or rows of them, into runs and gaps. Called while drawing. */
  parts(keys: readonly string[], shape: WindowShape = listShape): readonly WindowPart[] {
    this.#keys = keys
    this.#shape = shape
    const chunkSize = shape.chunk
    const parts: WindowPart[] = []
    const count = Math.ceil(keys.length / chunkSize)
    for (let chunk = 0; chunk < count; chunk++) {
      const from = chunk * chunkSize
      const to = Math.min(from + chunkSize, keys.length)
      const last = parts.at(-1)
      const isDrawn = this.#chunks.has(chunk)
      if (isDrawn && last?.kind === 'posts') parts[parts.length - 1] = { ...last, to }
      else if (isDrawn) parts.push({ kind: 'posts', from, to })
      else if (last?.kind === 'gap')
        parts[parts.length - 1] = { ...last, heightPx: last.heightPx + this.#heightOf(from, to) }
      else parts.push({ kind: 'gap', from, heightPx: this.#heightOf(from, to) })
    }
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

  hostConnected(): void {
    document.addEventListener('scroll', this.#schedule, { capture: true, passive: true })
    this.#resizes = new ResizeObserver(([entry]) => {
      const widthPx = entry?.contentRect.width ?? 0
      if (Math.abs(widthPx - this.#widthPx) > 1) this.#heights.clear()
      this.#widthPx = widthPx
      this.#schedule()
    })
    this.#resizes.observe(this.#host)
  }

  hostDisconnected(): void {
    document.removeEventListener('scroll', this.#schedule, { capture: true })
    this.#resizes?.disconnect()
    this.#resizes = undefined
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
  }

  hostUpdated(): void {
    if (this.#host.isConnected && this.#keys.length > this.#shape.chunk) this.#schedule()
  }

  readonly #schedule = (): void => {
    if (this.#keys.length <= this.#shape.chunk) return
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#measure()
      this.#update()
    })
  }

  #measure(): void {
    for (const row of this.#host.renderRoot.querySelectorAll<HTMLElement>('.list > [data-key]')) {
      this.#heights.set(row.dataset['key'] ?? '', row.offsetHeight)
    }
  }

  #update(): void {
    const chunks = this.#wanted()
    if (chunks.size === this.#chunks.size && [...chunks].every((chunk) => this.#chunks.has(chunk))) return
    this.#chunks = chunks
    this.#host.requestUpdate()
  }

  /** The chunks in the viewport, those around it as far as the number of posts allows, and the one in use. */
  #wanted(): ReadonlySet<number> {
    const list = this.#host.renderRoot.querySelector('.list')
    if (!list) return this.#chunks
    const top = -list.getBoundingClientRect().top
    const bottom = top + innerHeight
    const { chunk: chunkSize, most } = this.#shape
    const near: { chunk: number; distance: number }[] = []
    for (let from = 0, at = 0; from < this.#keys.length; from += chunkSize) {
      const end = at + this.#heightOf(from, Math.min(from + chunkSize, this.#keys.length))
      const distance = Math.max(at - bottom, top - end, 0)
      if (distance < marginPx) near.push({ chunk: from / chunkSize, distance })
      at = end
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
    const selected = document.getSelection()
    const anchor = selected && !selected.isCollapsed && root.contains(selected.anchorNode) ? selected.anchorNode : null
    const node = root.activeElement ?? (anchor instanceof Element ? anchor : anchor?.parentElement)
    const key = node?.closest<HTMLElement>('[data-key]')?.dataset['key']
    return key === undefined ? -1 : Math.floor(this.#keys.indexOf(key) / this.#shape.chunk)
  }

  #heightOf(from: number, to: number): number {
    let total = 0
    for (let index = from; index < to; index++)
      total += this.#heights.get(this.#keys[index] ?? '') ?? this.#shape.guessPx
    return total
  }
}
