import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How pictures of posts look, the AI label on them, and cards of the posts that they came from. */
export const pictureStyles: CSSResult = css`
  .pictures {
    display: grid;
    gap: 0.375rem;
    margin-block-start: 0.625rem;
    border-radius: var(--_image-radius);
  }
  .pictures:not([data-count='1']) {
    grid-template-columns: 1fr 1fr;
  }
  .pictures[data-count='3'] .picture:first-child {
    grid-column: span 2;
  }
  .picture {
    position: relative;
    margin: 0;
    min-inline-size: 0;
    /* Room for the label, whatever a page makes of the image. */
    min-block-size: 3rem;
  }
  .frame {
    position: relative;
    display: block;
    inline-size: 100%;
    border-radius: var(--_image-radius);
    overflow: clip;
    background: var(--_raised);
    line-height: 0;
    isolation: isolate;
  }
  .frame::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 1px solid color-mix(in srgb, var(--_text) 10%, transparent);
    border-radius: inherit;
    pointer-events: none;
  }
  .frame canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  :is(.frame, .thumb) > canvas:not([data-drawn], .local) {
    display: none;
  }
  .frame img,
  .local,
  .cover {
    position: relative;
    display: block;
    inline-size: 100%;
    block-size: auto;
    min-block-size: 3rem;
    max-block-size: 40rem;
    object-fit: cover;
    font-size: 0.875rem;
    line-height: 1.4;
  }
  .pictures:not([data-count='1']) :is(img, .local) {
    aspect-ratio: 1;
  }
  .pictures[data-count='3'] .picture:first-child img {
    aspect-ratio: 2;
  }
  /* Nothing that a page sets gets here: no inherited property, no custom one. Only direction and language come in. */
  .ai-chip {
    all: initial;
    box-sizing: border-box;
    position: absolute;
    inset-inline-start: 0.625rem;
    inset-block-end: 0.625rem;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 0.3125rem;
    max-inline-size: calc(100% - 1.25rem);
    min-block-size: 1.75rem;
    padding-block: 0.125rem;
    padding-inline: 0.5rem 0.6875rem;
    border-radius: 2rem;
    background: light-dark(#fffffff0, #14151af0);
    color: light-dark(#17181c, #eceef2);
    color-scheme: inherit;
    font:
      400 0.8125rem / 1.25 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      sans-serif;
    white-space: nowrap;
    cursor: pointer;
  }
  .ai-chip b {
    font-weight: 650;
  }
  .ai-chip bdi {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .ai-chip b:not(:last-child)::after {
    content: ' ·';
  }
  .ai-chip svg {
    inline-size: 1rem;
    block-size: 1rem;
  }
  .pictures:not([data-count='1']) .ai-chip bdi,
  .pictures:not([data-count='1']) .ai-chip b::after {
    display: none;
  }
  .source {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    inline-size: 100%;
    min-inline-size: 0;
    overflow: clip;
    min-block-size: 2.5rem;
    margin: 0.625rem 0 0;
    padding-block: 0.4375rem;
    padding-inline: 0.4375rem 0.75rem;
    border: 1px solid var(--_border);
    border-radius: 0.875rem;
    font-size: 0.875em;
  }
  .source > :not(.thumb):first-child {
    margin-inline-start: 0.3125rem;
  }
  .lines {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    flex: 1;
    min-inline-size: 0;
    line-height: 1.35;
  }
  .lines > * {
    /* Lines begin at one side, whichever way their own words run. */
    justify-self: start;
    max-inline-size: 100%;
    overflow: clip;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .lines b {
    font-weight: 600;
  }
  .lines bdi {
    -webkit-line-clamp: 2;
    white-space: normal;
    overflow-wrap: anywhere;
    color: var(--_muted);
  }
  .thumb {
    position: relative;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 3rem;
    block-size: 3rem;
    border-radius: 0.5625rem;
    overflow: clip;
    background: var(--_raised);
  }
  .thumb > :is(img, canvas) {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .ai-mark {
    position: absolute;
    inset-block-end: 0.125rem;
    inset-inline-start: 0.125rem;
    max-inline-size: calc(100% - 0.25rem);
    padding: 0 0.1875rem;
    border-radius: 0.3125rem;
    background: var(--_chip);
    font-size: 0.625rem;
    font-weight: 700;
    line-height: 1.4;
  }
  @container (max-width: 26rem) {
    .pictures,
    .source {
      margin-inline-start: -2.875rem;
    }
    .source {
      inline-size: calc(100% + 2.875rem);
    }
  }
`
