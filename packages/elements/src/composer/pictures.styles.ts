import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How the pictures of a post and their descriptions look while it is written. */
export const picturesStyles: CSSResult = css`
  .variants {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: 0.625rem;
  }
  .variant {
    position: relative;
    border-radius: 0.75rem;
    line-height: 0;
  }
  .variant > button:first-child {
    inline-size: 100%;
    border-radius: inherit;
    overflow: clip;
  }
  .variant img {
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 1;
    object-fit: cover;
  }
  .variant[data-chosen='true'] {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .variant[data-chosen='true'] > button:first-child:focus-visible {
    outline-offset: 7px;
  }
  .also {
    inset-block-start: 0.25rem;
    inset-inline-end: 0.25rem;
    inline-size: 1.75rem;
    block-size: 1.75rem;
  }
  .variant[data-chosen='true'] .also {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .pictures-box {
    display: grid;
    gap: 1rem 0.75rem;
  }
  .pictures-box:not([data-count='1']) {
    grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
    align-items: end;
  }
  .picked {
    position: relative;
    display: grid;
    gap: 0.75rem;
  }
  .picked .frame img {
    max-block-size: none;
  }
  .picked .ai-chip {
    cursor: default;
  }
  .picked .local {
    inline-size: 100%;
    aspect-ratio: var(--_ratio);
  }
  .local[data-unreadable] {
    min-block-size: 6rem;
  }
  .alt-line {
    display: block;
    border: 1px solid var(--_border);
    border-radius: 0.75rem;
    padding: 0.4375rem 0.75rem 0.5rem;
  }
  .alt-line:focus-within {
    border-color: var(--_focus);
  }
  .alt-line .alt {
    outline: none;
    min-block-size: 1.5rem;
    max-block-size: 9rem;
    font-size: 0.9375em;
  }
  .label {
    display: block;
    font-size: 0.8125em;
    font-weight: 600;
  }
  .label small {
    font-size: 1em;
    font-weight: 400;
  }
  @container (max-width: 26rem) {
    .picked .pictures,
    .picked .picture {
      margin-inline-start: 0;
    }
  }
  @media (forced-colors: active) {
    .variant[data-chosen='true'] {
      outline-color: Highlight;
    }
    .card:has(.field:focus-visible),
    .alt-line:focus-within {
      outline: 2px solid Highlight;
    }
    .also {
      border: 1px solid ButtonBorder;
    }
  }
`
