import { html, svg } from 'lit'
import type { TemplateResult } from 'lit'

const draw = (path: TemplateResult): TemplateResult => html`<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`

/** The drawings that only a composer needs. */
export const composerIcons = {
  square: draw(svg`<rect x="5" y="5" width="14" height="14" rx="2.5"/>`),
  landscape: draw(svg`<rect x="3" y="6.5" width="18" height="11" rx="2.5"/>`),
  portrait: draw(svg`<rect x="6.5" y="3" width="11" height="18" rx="2.5"/>`),
  upload: draw(
    svg`<path d="M6.500 4h11A2.500 2.500 0 0 1 20 6.500v11a2.500 2.500 0 0 1-2.500 2.500h-11A2.500 2.500 0 0 1 4 17.500v-11A2.500 2.500 0 0 1 6.500 4ZM4.500 16l4.500-4.500 4 4 2.500-2.500 4 4M15.500 8.500h.01"/>`,
  ),
  text: draw(svg`<path d="M5 7h14M5 12h14M5 17h8"/>`),
  plus: draw(svg`<path d="M12 5v14M5 12h14"/>`),
  check: draw(svg`<path d="m5 12.500 4.500 4.500L19 7.500"/>`),
} as const
