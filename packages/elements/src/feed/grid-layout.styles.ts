import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How a grid of pictures looks. */
export const gridStyles: CSSResult = css`
  .list:has(> .grid-row) {
    display: grid;
    /* Else a long text makes its tile higher, and by that the row wider. */
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    padding: 0.5rem;
  }
  .grid-row {
    display: flex;
    gap: 0.5rem;
  }
  .grid-row > * {
    flex: 1 1 0;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .list:has(> .grid-row) > .pending .pictures {
    max-inline-size: 14rem;
  }
  .tile {
    position: relative;
    block-size: 100%;
    border-radius: var(--_image-radius);
    overflow: clip;
    background: var(--_raised);
    contain: layout paint;
  }
  .tile :is(.picture, .frame, .frame img) {
    block-size: 100%;
    max-block-size: none;
  }
  .tile .ai-chip {
    inset-block: 0.375rem auto;
    inset-inline-start: 0.375rem;
    min-block-size: 1.5rem;
    padding-inline: 0.375rem 0.5rem;
    max-inline-size: calc(100% - 0.75rem);
    font-size: 0.75rem;
    line-height: 1.2;
    /* Two words in a narrow picture stand in two lines and are read whole. */
    white-space: normal;
    text-align: start;
  }
  .tile .ai-chip bdi,
  .tile .ai-chip b::after {
    display: none;
  }
  .tile .cover {
    aspect-ratio: auto;
    min-block-size: 0;
    padding: 0.375rem 0.375rem 1.75rem;
    font-size: 0.8125em;
    text-align: center;
  }
  .tile .cover span {
    flex-wrap: wrap;
    justify-content: center;
    padding: 0.25rem 0.5rem;
  }
  @container (max-width: 26rem) {
    /* Its words say enough, and need the room. */
    .tile .cover {
      padding-block-start: 0.25rem;
    }
    .tile .cover span {
      padding: 0.125rem 0.25rem;
      line-height: 1.25;
    }
    .tile .cover svg {
      display: none;
    }
  }
  .tile > .text {
    padding: 0.875rem 0.875rem 2.25rem;
    block-size: 100%;
    overflow: hidden;
    mask-image: linear-gradient(#000 calc(100% - 4.25rem), transparent calc(100% - 2.25rem));
  }
  .caption {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    z-index: 1;
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
    margin: 0;
    padding: 1.5rem 0.625rem 0.4375rem;
    background: linear-gradient(transparent, rgb(0 0 0 / 0.72));
    color: #fff;
    font-size: 0.8125em;
    font-weight: 600;
    pointer-events: none;
  }
  .caption bdi {
    min-inline-size: 0;
    overflow: clip;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .caption span {
    flex: none;
    display: flex;
    align-items: center;
    gap: 0.25rem;
    font-variant-numeric: tabular-nums;
  }
  .caption svg {
    inline-size: 1em;
    block-size: 1em;
    fill: currentColor;
  }
  .tile > .text ~ .caption {
    background: none;
    color: var(--_muted);
  }
  .tile:focus-visible {
    outline-offset: -2px;
  }
  @media (forced-colors: active) {
    .tile:has(> .text) {
      border: 1px solid CanvasText;
    }
  }
`
