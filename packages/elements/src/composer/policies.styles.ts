import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How it looks who may do what with a post. */
export const policiesStyles: CSSResult = css`
  .policies {
    display: grid;
    gap: 0.625rem;
    padding-block: 0.75rem;
    border-block: 1px solid var(--_border);
    font-size: 0.875em;
  }
  .consent {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    cursor: pointer;
  }
  .consent b {
    font-weight: 600;
  }
  [role='switch'] {
    appearance: none;
    position: relative;
    flex: none;
    inline-size: 2.5rem;
    block-size: 1.5rem;
    margin: 0;
    border-radius: 1rem;
    background: color-mix(in oklab, var(--_muted) 70%, var(--_surface));
    cursor: pointer;
    transition: background 0.15s;
  }
  [role='switch']::after {
    content: '';
    position: absolute;
    inset-block-start: 0.1875rem;
    inset-inline-start: 0.1875rem;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    border-radius: 50%;
    background: var(--_surface);
    transition: inset-inline-start 0.15s;
  }
  [role='switch']:checked {
    background: var(--_accent);
  }
  [role='switch']:checked::after {
    inset-inline-start: 1.1875rem;
  }
  summary {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    min-block-size: 1.5rem;
    cursor: pointer;
  }
  summary::marker {
    content: none;
  }
  summary::before {
    content: '';
    align-self: center;
    inline-size: 0.4375rem;
    block-size: 0.4375rem;
    margin-inline: 0.125rem 0.25rem;
    border: solid var(--_muted);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
    translate: 0 -0.125rem;
  }
  [open] > summary::before {
    rotate: 225deg;
    translate: 0 0.0625rem;
  }
  summary > span:first-of-type {
    font-weight: 600;
  }
  .policy-list {
    display: grid;
    gap: 0.75rem;
    margin-block-start: 0.75rem;
  }
  .policy {
    display: grid;
    grid-template-columns: minmax(7rem, 2fr) minmax(0, 3fr);
    align-items: center;
    gap: 0.125rem 0.75rem;
  }
  .policy small {
    grid-column: 2;
    font-size: 0.9375em;
  }
  select {
    min-block-size: 2.25rem;
    padding: 0.25rem 0.625rem;
    border: 1px solid var(--_border);
    border-radius: 0.625rem;
    background: var(--_surface);
  }
  @container (max-width: 26rem) {
    .policy {
      grid-template-columns: minmax(0, 1fr);
    }
    .policy small {
      grid-column: auto;
    }
  }
  @media (forced-colors: active) {
    [role='switch'] {
      border: 1px solid ButtonText;
    }
    [role='switch']::after {
      background: ButtonText;
    }
    [role='switch']:checked::after {
      background: Highlight;
    }
  }
`
