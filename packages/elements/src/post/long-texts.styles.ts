import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How texts look that are cut in rows, and how one gets at their rest. */
export const longTextStyles: CSSResult = css`
  .more-text:not([hidden]) {
    display: block;
    color: var(--_accent);
    font-weight: 600;
  }
  @media (hover: hover) {
    .more-text:hover {
      text-decoration: underline;
    }
  }
  .row > .body > .text:has(+ .more-text:not([hidden], .whole)) {
    /* The button takes the room of the last line, so that nothing moves when it comes. */
    -webkit-line-clamp: 11;
  }
  .row > .body > .text:has(+ .whole) {
    display: block;
    overflow: clip;
  }
`
