import type { CSSResult, ReactiveController, ReactiveControllerHost } from 'lit'
import { worn } from './adopt-styles.js'
import { viewOf } from './page.js'

interface MovedHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** Copies of style sheets: a sheet belongs to the document that made it. */
const copies = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>()

/** Keeps an element dressed while it stands in another document than the script: in a frame, or a window that the page has opened. */
export class OtherDocument implements ReactiveController {
  readonly #host: MovedHost

  constructor(host: MovedHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    const { ownerDocument } = this.#host
    const view = viewOf(this.#host)
    // Without a window nobody sees that document.
    if (ownerDocument === document || !view) return
    const sheets = copies.get(ownerDocument) ?? new Map<CSSResult, CSSStyleSheet>()
    copies.set(ownerDocument, sheets)
    const { adoptedStyleSheets } = this.#host.renderRoot as ShadowRoot
    for (const style of worn.get(this.#host) ?? []) {
      const sheet = sheets.get(style) ?? new view.CSSStyleSheet()
      if (!sheets.has(style)) sheet.replaceSync(style.cssText)
      sheets.set(style, sheet)
      if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet)
    }
  }

  hostUpdate(): void {
    // What is opened later brings sheets of its own.
    if (this.#host.isConnected) this.hostConnected()
  }
}
