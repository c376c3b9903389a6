import { html } from 'lit'
import { draw } from './icons.js'

/** The drawings on the tools of a lightbox, in the manner of `icons`; those that point turn round in RTL. */
export const lightboxIcons = {
  back: html`<svg class="turning" viewBox="0 0 24 24" aria-hidden="true"><path d="m14.5 6-6 6 6 6" /></svg>`,
  forward: html`<svg class="turning" viewBox="0 0 24 24" aria-hidden="true"><path d="m9.5 6 6 6-6 6" /></svg>`,
  plus: draw('M12 5.5v13M5.5 12h13'),
  minus: draw('M5.5 12h13'),
} as const
