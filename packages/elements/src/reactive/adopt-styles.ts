import type { CSSResult } from 'lit'

/** Adds style sheets to an element that is drawn already; those that it has stay as they are. */
export function adoptStyles(
  { renderRoot }: { readonly renderRoot: HTMLElement | DocumentFragment },
  styles: readonly CSSResult[],
): void {
  const { adoptedStyleSheets } = renderRoot as ShadowRoot
  for (const { styleSheet } of styles) {
    if (styleSheet && !adoptedStyleSheets.includes(styleSheet)) adoptedStyleSheets.push(styleSheet)
  }
}
