import { html, svg } from 'lit'
import type { TemplateResult } from 'lit'

const draw = (path: TemplateResult): TemplateResult => html`<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`

/** The drawings of posts and feeds: strokes in the colour of the text, one path each. */
export const icons = {
  comment: draw(svg`<path d="M20.5 11.5a7.8 7.8 0 0 1-11.3 7L4 20l1.500-4.700a7.800 7.800 0 1 1 15-3.800Z"/>`),
  like: draw(
    svg`<path d="M12 20s-7.500-4.500-7.500-10A4.300 4.300 0 0 1 12 7.200 4.300 4.300 0 0 1 19.500 10c0 5.500-7.500 10-7.500 10Z"/>`,
  ),
  spark: draw(
    svg`<path d="m11 3.500 1.900 5.100L18 10.500l-5.100 1.900L11 17.500l-1.900-5.100L4 10.500l5.100-1.900ZM18.500 15.500l.9 2.100 2.100.9-2.100.9-.9 2.100-.9-2.100-2.100-.9 2.100-.9Z"/>`,
  ),
  repost: draw(
    svg`<path d="M4 9.500 7 6.500l3 3M7 6.500v8a2.500 2.500 0 0 0 2.500 2.500H13m7-2.500-3 3-3-3m3 3v-8A2.500 2.500 0 0 0 14.500 7H11"/>`,
  ),
  bookmark: draw(svg`<path d="M7 4.500h10a.5.5 0 0 1 .5.5v15L12 16.200 6.500 20V5a.5.5 0 0 1 .5-.5Z"/>`),
  more: draw(svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="2.750"/>`),
  clock: draw(svg`<path d="M12 7.500V12l3 2m5.500-2a8.500 8.500 0 1 1-17 0 8.500 8.500 0 0 1 17 0Z"/>`),
  warn: draw(
    svg`<path d="M12 9v4.500m0 3h.01M10.700 4.500 2.900 18a1.500 1.500 0 0 0 1.300 2.200h15.600a1.500 1.500 0 0 0 1.300-2.200L13.300 4.500a1.500 1.500 0 0 0-2.600 0Z"/>`,
  ),
  close: draw(svg`<path d="M6 6l12 12M18 6 6 18"/>`),
} as const
