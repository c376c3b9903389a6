import type { ReactiveControllerHost } from 'lit'
import { OtherDocument } from './other-document.js'

/** Lets an element follow what the page does with it: the document that it stands in. */
export function watchPage(
  host: ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment },
): void {
  // Keeps itself: Lit holds the controllers of a host.
  void new OtherDocument(host)
}
