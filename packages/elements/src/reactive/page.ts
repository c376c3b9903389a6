import { ask, viewOf } from './view.js'

/** What the page of an element is scrolled in. */
export const pageScrollerOf = (element: Element): Element | null => ask(element, 'scrollingElement')

/** Whether somebody may see the page of an element. */
export const isPageSeen = (element: Element): boolean => ask(element, 'visibilityState') === 'visible'

/** Whether nothing on the page of an element has the focus. */
export function isFocusFree(element: Element): boolean {
  const focused = ask(element, 'activeElement')
  return !focused || focused === ask(element, 'body')
}

/** Finds elements on the page of an element. */
export function findOnPage({ ownerDocument }: Element, selector: string): readonly HTMLElement[] {
  return [...Document.prototype.querySelectorAll.call(ownerDocument, selector)] as HTMLElement[]
}

/** Listens to the window that an element is seen in. @returns stops it, wherever the element is by then */
export function listenToView(
  element: Element,
  types: readonly string[],
  listener: (event: Event) => void,
  options: AddEventListenerOptions = {},
): () => void {
  const leaving = new AbortController()
  for (const type of types) viewOf(element)?.addEventListener(type, listener, { ...options, signal: leaving.signal })
  return () => leaving.abort()
}
