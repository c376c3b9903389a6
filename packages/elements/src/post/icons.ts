import { html } from 'lit'
import type { TemplateResult } from 'lit'

/** Makes a drawing of strokes in the colour of the text, in a square of 24 by 24. */
export const draw = (path: string): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`

/** The drawings of posts and feeds. */
export const icons = {
  comment: draw('M20.5 11.5a7.8 7.8 0 0 1-11.3 7L4 20l1.5-4.7a7.8 7.8 0 1 1 15-3.8Z'),
  like: draw('M12 20s-7.5-4.5-7.5-10A4.3 4.3 0 0 1 12 7.2 4.3 4.3 0 0 1 19.5 10c0 5.5-7.5 10-7.5 10Z'),
  spark: draw(
    'm11 3.5 1.9 5.1L18 10.5l-5.1 1.9L11 17.5l-1.9-5.1L4 10.5l5.1-1.9ZM18.5 15.5l.9 2.1 2.1.9-2.1.9-.9 2.1-.9-2.1-2.1-.9 2.1-.9Z',
  ),
  repost: draw('M4 9.5 7 6.5l3 3M7 6.5v8a2.5 2.5 0 0 0 2.5 2.5H13m7-2.5-3 3-3-3m3 3v-8A2.5 2.5 0 0 0 14.5 7H11'),
  bookmark: draw('M7 4.5h10a.5.5 0 0 1 .5.5v15L12 16.2 6.5 20V5a.5.5 0 0 1 .5-.5Z'),
  more: draw('M5 12h.01M12 12h.01M19 12h.01'),
  warn: draw(
    'M12 9v4.5m0 3h.01M10.7 4.5 2.9 18a1.5 1.5 0 0 0 1.3 2.2h15.6a1.5 1.5 0 0 0 1.3-2.2L13.3 4.5a1.5 1.5 0 0 0-2.6 0Z',
  ),
} as const
