import { pageScrollerOf } from '../reactive/page.js'
import { viewOf } from '../reactive/view.js'

/** Remembers where the first post in sight stands. Posts that are drawn above it may be higher or lower than they were
 *  taken for, and browsers are told not to make up for it, as they would leave the top of a page that has just opened.
 *  @returns brings the post back to where it stood */
export function holdSight(host: HTMLElement, root: ParentNode): () => void {
  const rows = [...root.querySelectorAll('.list > [data-key]')]
  const first = rows.find((row) => row.getBoundingClientRect().bottom > 0)
  const topPx = first?.getBoundingClientRect().top ?? 0
  const isInside = host.getBoundingClientRect().top < 0 && topPx < (viewOf(host)?.innerHeight ?? 0)
  return () => {
    if (!isInside || !first?.isConnected) return
    const movedPx = first.getBoundingClientRect().top - topPx
    if (Math.abs(movedPx) >= 1) scrollerOf(host)?.scrollBy({ top: movedPx, behavior: 'instant' })
  }
}

/** What an element is scrolled in: a box around it, else the page. */
export function scrollerOf(element: HTMLElement): Element | null {
  let box: Element | null = element
  while (box && !isScroller(box)) box = box.parentElement ?? hostOf(box)
  return box ?? pageScrollerOf(element)
}

function isScroller(box: Element): boolean {
  return /auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode()
  // By its kind: that of another document is no ShadowRoot of this one.
  return root.nodeType === 11 ? (root as ShadowRoot).host : null
}
