import { viewOf } from '../reactive/view.js'

/** Tells how far the window has come into the list of a feed and how high it is, in pixels of the list: a page may have zoomed it. */
export function sightOf(root: ParentNode): { readonly topPx: number; readonly heightPx: number } | undefined {
  const list = root.querySelector<HTMLElement>('.list')
  if (!list) return undefined
  const { top, width } = list.getBoundingClientRect()
  const measured = width / list.offsetWidth || 1
  // Whole pixels are what `offsetWidth` knows.
  const scale = Math.abs(measured - 1) < 0.01 ? 1 : measured
  return { topPx: -top / scale, heightPx: (viewOf(list) ?? window).innerHeight / scale }
}
