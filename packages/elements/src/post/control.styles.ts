import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How the buttons of posts and their menu look. */
export const controlStyles: CSSResult = css`
  .actions {
    display: flex;
    justify-content: space-between;
    max-inline-size: 30rem;
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
    min-inline-size: 3.25rem;
    padding: 0.25rem 0.5rem;
    border-radius: var(--_control-radius);
    white-space: nowrap;
  }
  .action:disabled {
    opacity: 0.5;
  }
  .like[aria-pressed='true'] {
    color: var(--_like);
  }
  .like[aria-pressed='true'] svg {
    fill: currentColor;
    animation: pop 0.3s ease-out;
  }
  @keyframes pop {
    40% {
      scale: 1.25;
    }
  }
  .remix {
    color: var(--_accent);
    font-weight: 600;
  }
  .post:has(.menu) {
    /* The menu of a short post reaches over the next one. */
    contain: none;
    position: relative;
    z-index: 3;
  }
  .menu {
    position: absolute;
    inset-inline-end: 0.75rem;
    inset-block-start: 3rem;
    z-index: 3;
    min-inline-size: 11rem;
    padding: 0.375rem;
    border-radius: 0.875rem;
    box-shadow: 0 0.75rem 2.5rem rgb(0 0 0 / 0.2);
    font-size: 0.9375em;
  }
  .menu button {
    display: block;
    inline-size: 100%;
    padding: 0.5rem 0.75rem;
    border-radius: 0.625rem;
  }
  .menu p {
    margin: 0.375rem 0.75rem;
  }
  .danger {
    color: var(--_danger);
  }
  @media (hover: hover) {
    .action:hover:enabled,
    .more:hover,
    .menu button:hover,
    .source:is(button):hover {
      background: var(--_raised);
    }
    .time:hover,
    .answer:is(button):hover {
      text-decoration: underline;
    }
    .like:hover {
      color: var(--_like);
    }
    .remix:hover:enabled {
      background: var(--_soft);
    }
  }
`
