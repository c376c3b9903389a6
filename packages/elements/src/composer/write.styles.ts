import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How pictures, descriptions and policies of a post look while it is written. */
export const writeStyles: CSSResult = css`
  .variants {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: 0.625rem;
  }
  .variant {
    border-radius: 0.75rem;
    overflow: clip;
    line-height: 0;
  }
  .variant img {
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 1;
    object-fit: cover;
  }
  .variant[aria-pressed='true'] {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .picked {
    position: relative;
    display: grid;
    gap: 0.75rem;
  }
  .picked :is(.frame img, .local) {
    max-block-size: var(--_picture-size);
    object-fit: contain;
  }
  .local {
    border-radius: var(--_image-radius);
    background: var(--_raised);
  }
  .local[data-unreadable] {
    min-block-size: 6rem;
  }
  progress {
    display: block;
    inline-size: 100%;
    block-size: 0.25rem;
    accent-color: var(--_accent);
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
    background: color-mix(in oklab, var(--_muted) 55%, var(--_surface));
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
    min-block-size: 1.5rem;
    cursor: pointer;
    inline-size: fit-content;
  }
  .selects {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
    gap: 0.625rem;
    margin-block-start: 0.5rem;
  }
  .selects label {
    display: grid;
    gap: 0.125rem;
  }
  select {
    min-block-size: 2.25rem;
    padding: 0.25rem 0.625rem;
    border: 1px solid var(--_border);
    border-radius: 0.625rem;
    background: var(--_surface);
  }
  @container (max-width: 26rem) {
    .picked .pictures,
    .picked .picture {
      margin-inline-start: 0;
    }
  }
  @media (forced-colors: active) {
    [role='switch'] {
      appearance: auto;
    }
    .variant[aria-pressed='true'] {
      outline-color: Highlight;
    }
  }
`
