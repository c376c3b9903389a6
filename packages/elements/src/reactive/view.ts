/** A window with what its script finds there. */
export type View = Window & typeof globalThis

/** Asks the document that an element stands in, which need not be the script's: pages move elements into frames and windows.
 *
 *  What a document says of itself is asked for past the names that a page has given: an image or form that is named `body` stands
 *  in the place of `document.body`. */
export function ask<Name extends 'activeElement' | 'body' | 'defaultView' | 'scrollingElement' | 'visibilityState'>(
  { ownerDocument }: Element,
  name: Name,
): Document[Name] {
  return Reflect.get(Document.prototype, name, ownerDocument)
}

/** The window that an element is seen in; null in a document that nobody sees. */
export const viewOf = (element: Element): View | null => ask(element, 'defaultView')
