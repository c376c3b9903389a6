import type { CSSResult, LitElement } from 'lit'

interface StyledHost extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** What each element wears: a document that it is moved into, or back into, takes all of it off. */
export const worn: WeakMap<StyledHost, ReadonlySet<CSSResult>> = new WeakMap()

/** Puts the style sheets of its class on an element, and more of them; those that it has stay as they are. Call it again whenever
 *  the element comes into a page. In other documents than the script's `OtherDocument` puts them on. */
export function adoptStyles(host: StyledHost, more: readonly CSSResult[] = []): void {
  const ofClass = (host.constructor as typeof LitElement).elementStyles as CSSResult[]
  const styles = new Set([...(worn.get(host) ?? ofClass), ...more])
  worn.set(host, styles)
  if (host.ownerDocument !== document) return
  const { adoptedStyleSheets } = host.renderRoot as ShadowRoot
  for (const { styleSheet } of styles)
    if (styleSheet && !adoptedStyleSheets.includes(styleSheet)) adoptedStyleSheets.push(styleSheet)
}
