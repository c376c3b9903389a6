import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How the buttons of posts and their menu look. */
export const controlStyles: CSSResult = css`
  .cover {
    display: grid;
    place-items: center;
    aspect-ratio: var(--_ratio);
    padding: 1rem;
  }
  .cover span {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.375rem 0.875rem;
    border-radius: 1.25rem;
    background: var(--_chip);
    font-weight: 600;
    z-index: 1;
  }
  .actions {
    /* Columns, so that the rhythm is the same without the fourth. */
    display: grid;
    grid-template-columns: repeat(3, 1fr) 1.5fr auto;
    justify-items: start;
    margin: 0.375rem -0.5rem 0;
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }
  .action {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 2.25rem;
    min-inline-size: 2.5rem;
    padding: 0.25rem 0.5rem;
    border-radius: var(--_control-radius);
    white-space: nowrap;
  }
  .bookmark {
    grid-column: 5;
    justify-content: end;
  }
  .like[aria-pressed='true'] {
    color: var(--_like);
  }
  .action[aria-pressed='true'] svg {
    fill: currentColor;
  }
  .repost[data-on],
  .bookmark[aria-pressed='true'] {
    color: var(--_accent);
  }
  .remix {
    color: var(--_accent);
    font-weight: 600;
  }
  @container (max-width: 26rem) {
    /* Below the avatar, as pictures are. */
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      margin-inline: -3.125rem -0.25rem;
    }
    .action {
      padding-inline: 0.25rem;
    }
  }
  @container (max-width: 21rem) {
    .remix span {
      display: none;
    }
  }
  @container (19rem <= width <= 26rem) {
    /* Stands for the fourth where there is none. */
    .like + .bookmark {
      order: 1;
    }
    .actions:not(:has(.remix))::after {
      content: '';
      inline-size: 4.875rem;
    }
  }
`
