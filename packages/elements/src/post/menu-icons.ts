import { html, svg } from 'lit'
import type { TemplateResult } from 'lit'

const draw = (path: TemplateResult): TemplateResult => html`<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`

/** The drawings in the menus of posts, in the manner of `icons`. */
export const menuIcons = {
  quote: draw(svg`<path d="M5 6.500h14M5 11h8m-8 4.500h5M16 11.500v8M12.500 16h7"/>`),
  link: draw(
    svg`<path d="m10 14 4-4m-3-2.500 2.300-2.300a3.700 3.700 0 0 1 5.300 5.300L16.300 13m-8.600-2-2.300 2.300a3.700 3.700 0 0 0 5.300 5.300L13 16.300"/>`,
  ),
  pen: draw(
    svg`<path d="m4.500 19.500 1-4L15.700 5.300a1.800 1.800 0 0 1 2.500 0l.5.5a1.800 1.800 0 0 1 0 2.500L8.500 18.500Z"/>`,
  ),
  mute: draw(svg`<path d="M4.500 9.500v5H8l4.500 3.700V5.800L8 9.500Zm11.500.200 4.500 4.600m0-4.600L16 14.300"/>`),
  grid: draw(
    svg`<path d="M4.500 4.500h6.500v8H4.500Zm9.500 0h5.500v4.500H14Zm0 7.500h5.500v7.500H14Zm-9.500 3.500h6.500v4H4.500Z"/>`,
  ),
  list: draw(svg`<path d="M4.500 5h15v6h-15Zm0 9h15v5.500h-15Z"/>`),
  unmute: draw(
    svg`<path d="M4.500 9.500v5H8l4.500 3.700V5.800L8 9.500Zm11.300-.7a4.500 4.500 0 0 1 0 6.400m2.300-8.700a7.800 7.800 0 0 1 0 11"/>`,
  ),
  why: draw(
    svg`<path d="M9.800 9.700a2.300 2.300 0 1 1 3.300 2.100c-.7.400-1.100.9-1.100 1.700m0 3h.01m8.490-4.500a8.500 8.500 0 1 1-17 0 8.500 8.500 0 0 1 17 0Z"/>`,
  ),
  block: draw(svg`<path d="M6 6l12 12m2.500-6a8.500 8.500 0 1 1-17 0 8.500 8.500 0 0 1 17 0Z"/>`),
  flag: draw(svg`<path d="M6 20.500V4.500h11.500l-2.200 4 2.200 4H6"/>`),
  trash: draw(svg`<path d="M4.500 7h15M9.500 7V4.500h5V7M6.500 7l.8 12.500h9.400L17.500 7m-7 4v5m3-5v5"/>`),
} as const
