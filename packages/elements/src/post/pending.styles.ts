import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How own posts look that are on their way, with what can be done about them, and what is waited for. */
export const pendingStyles: CSSResult = css`
  .pending > .body > .text {
    display: block;
    overflow: clip;
  }
  .pending .pictures {
    opacity: 0.75;
  }
  .waiting {
    display: flex;
    gap: 0.4375rem;
    align-items: start;
    margin: 0.5rem 0 0.375rem;
    font-size: 0.875em;
    color: var(--_muted);
  }
  .waiting svg {
    margin-block-start: 0.0625rem;
  }
  .waiting.rejected {
    color: var(--_danger);
  }
  .waiting-box {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem 0.625rem;
    font-size: 0.875em;
  }
  .waiting-box,
  .note {
    hyphens: auto;
    overflow-wrap: break-word;
  }
  @media (max-width: 30rem) {
    /* The buttons say enough. */
    .waiting-box > .quiet {
      display: none;
    }
  }
  .waiting-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
  }
  .waiting-box .ghost {
    min-block-size: 2rem;
    padding: 0.125rem 0.875rem;
    color: var(--_text);
  }
  .row-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block: 0.375rem 0.5rem;
  }
  .row-buttons > p {
    flex-basis: 100%;
    margin: 0;
    font-size: 0.875em;
  }
  .row-buttons > .ghost {
    min-block-size: 2.25rem;
    padding-inline: 1rem;
  }
  @container (max-width: 26rem) {
    /* Below the avatar, as pictures are. */
    .row-buttons {
      gap: 0.375rem;
      margin-inline-start: -2.875rem;
    }
    .row-buttons > .ghost {
      padding-inline: 0.75rem;
      font-size: 0.875em;
    }
  }
  progress {
    display: block;
    inline-size: 100%;
    block-size: 0.25rem;
    margin-block-end: 0.625rem;
    accent-color: var(--_accent);
  }
`
