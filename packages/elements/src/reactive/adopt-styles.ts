import type { CSSResult, LitElement } from 'lit'
import { viewOf } from './view.js'

interface StyledHost extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** What each element wears: a document that it is moved into, or back into, takes all of it off. */
const worn = new WeakMap<StyledHost, ReadonlySet<CSSResult>>()

/** A style sheet belongs to the document that it was made for. */
const sheetsOf = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>()

/** Puts the style sheets of its class on an element, and more of them; those that it has stay as they are. Call it again whenever
 *  the element comes into a page, which may be that of a frame, or of a window that the script's page has opened. */
export function adoptStyles(host: StyledHost, more: readonly CSSResult[] = []): void {
  const { ownerDocument } = host
  const ofClass = (host.constructor as typeof LitElement).elementStyles as CSSResult[]
  const styles = new Set([...(worn.get(host) ?? ofClass), ...more])
  worn.set(host, styles)
  const view = viewOf(host)
  // Nobody sees that document.
  if (!view) return
  const sheets = sheetsOf.get(ownerDocument) ?? new Map<CSSResult, CSSStyleSheet>()
  sheetsOf.set(ownerDocument, sheets)
  const { adoptedStyleSheets } = host.renderRoot as ShadowRoot
  for (const style of styles) {
    const sheet = sheets.get(style) ?? new view.CSSStyleSheet()
    if (!sheets.has(style)) sheet.replaceSync(style.cssText)
    sheets.set(style, sheet)
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet)
  }
}
