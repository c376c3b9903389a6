import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How a feed looks around its posts. */
export const feedStyles: CSSResult = css`
  :host {
    overflow-anchor: none;
  }
  .shell {
    position: relative;
    min-block-size: 8rem;
  }
  .mute > :is(.tabs, .notice) {
    visibility: hidden;
  }
  .tabs {
    display: flex;
    gap: 0.25rem;
    padding: 0.625rem 0.875rem;
    border-block-end: 1px solid var(--_border);
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tab {
    min-block-size: 2rem;
    padding: 0.25rem 0.875rem;
    border-radius: var(--_control-radius);
    color: var(--_muted);
    font-weight: 600;
    font-size: 0.9375em;
    white-space: nowrap;
  }
  .tab[aria-selected='true'] {
    background: var(--_raised);
    color: var(--_text);
  }
  @container (max-width: 26rem) {
    .tab {
      padding-inline: 0.625rem;
      font-size: 0.875em;
    }
  }
  .cell {
    display: flow-root;
  }
  .foot {
    display: flow-root;
    /* The room that it will take once it says something. */
    min-block-size: 3.875rem;
    /* A new page pushes it away: what cannot be seen moves nothing for whoever looks. */
    visibility: hidden;
  }
  .foot > :not(.idle) {
    visibility: visible;
  }
  .list > :last-child > .post {
    border-block-end: 0;
  }
`
