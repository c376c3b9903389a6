import type { ReactiveControllerHost } from 'lit'
import { LanguageWatch } from './language-watch.js'
import { OtherDocument } from './other-document.js'

/** Lets an element follow what the page does with it: its language, and the document that it stands in. */
export function watchPage(
  host: ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment },
): void {
  // These keep themselves: Lit holds the controllers of a host.
  void new LanguageWatch(host)
  void new OtherDocument(host)
}
