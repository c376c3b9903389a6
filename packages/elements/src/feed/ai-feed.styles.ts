import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How a feed looks around its posts. */
export const feedStyles: CSSResult = css`
  .shell {
    position: relative;
    min-block-size: 8rem;
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
  .top {
    position: sticky;
    inset-block-start: 0.75rem;
    z-index: 2;
    block-size: 0;
    display: flex;
    justify-content: center;
  }
  .pill {
    align-self: start;
    margin-block-start: 0.375rem;
    min-block-size: 2.25rem;
    padding: 0.375rem 1.125rem;
    border-radius: var(--_control-radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    font-size: 0.875em;
    box-shadow: 0 0.375rem 1.25rem color-mix(in srgb, var(--_accent) 40%, transparent);
    animation: drop 0.25s ease-out;
  }
  @keyframes drop {
    from {
      opacity: 0;
      translate: 0 -0.75rem;
    }
  }
  .cell {
    display: flow-root;
  }
  .list > :last-child > .post {
    border-block-end: 0;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    margin: 0.75rem 1.125rem;
    padding: 0.5rem 0.5rem 0.5rem 0.75rem;
    padding-inline: 0.75rem 0.5rem;
    min-block-size: 2.75rem;
    border-radius: 0.875rem;
    background: color-mix(in oklab, var(--_danger) 10%, var(--_surface));
    color: var(--_danger);
    font-size: 0.875em;
  }
  .line span {
    flex: 1;
  }
  .line button {
    min-block-size: 2rem;
    padding: 0.125rem 0.875rem;
    color: var(--_text);
    border-color: color-mix(in srgb, var(--_danger) 30%, transparent);
  }
  .line .primary {
    color: var(--_on-accent);
  }
  .more-row {
    display: flex;
    justify-content: center;
    padding: 1rem;
    border-block-start: 1px solid var(--_border);
  }
  .fallback {
    padding: 1.25rem;
  }
`
