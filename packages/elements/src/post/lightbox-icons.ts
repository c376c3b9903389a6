import { html, svg } from 'lit'
import type { TemplateResult } from 'lit'

const draw = (path: TemplateResult): TemplateResult => html`<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`

/** The drawings on the tools of a lightbox, in the manner of `icons`; those that point turn round in RTL. */
export const lightboxIcons = {
  back: html`<svg class="turning" viewBox="0 0 24 24" aria-hidden="true"><path d="m14.500 6-6 6 6 6" /></svg>`,
  forward: html`<svg class="turning" viewBox="0 0 24 24" aria-hidden="true"><path d="m9.500 6 6 6-6 6" /></svg>`,
  plus: draw(svg`<path d="M12 5.500v13M5.500 12h13"/>`),
  minus: draw(svg`<path d="M5.500 12h13"/>`),
} as const
