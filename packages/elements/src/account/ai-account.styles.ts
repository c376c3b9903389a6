import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How an account button looks. */
export const accountStyles: CSSResult = css`
  :host {
    min-inline-size: 0;
  }
  .chip-box {
    display: flex;
    position: relative;
  }
  .chip-box .primary {
    white-space: nowrap;
  }
  .chip {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.5rem;
    max-inline-size: min(16rem, 100%);
    padding: 0.1875rem;
    padding-inline-end: 0.875rem;
    border: 1px solid var(--_border);
    border-radius: var(--_control-radius);
    background: var(--_surface);
  }
  .chip .avatar {
    inline-size: 2rem;
    block-size: 2rem;
    font-size: 0.875em;
    flex: none;
  }
  .chip .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 0.9375em;
  }
  .ended > span {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    line-height: 1.25;
  }
  .ended .avatar {
    opacity: 0.6;
  }
  .ended small {
    color: var(--_accent);
    font-size: 0.8125em;
    font-weight: 600;
  }
  .badge {
    min-inline-size: 1.5rem;
    margin-inline-end: -0.5rem;
    padding: 0 0.375rem;
    border-radius: 1rem;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 0.8125em;
    font-weight: 650;
    line-height: 1.5rem;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  @media (hover: hover) {
    .chip:hover {
      background: var(--_raised);
    }
  }
`
