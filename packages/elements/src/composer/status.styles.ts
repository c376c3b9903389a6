import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How it looks what became of what somebody wanted, and where files are dropped. */
export const statusStyles: CSSResult = css`
  progress {
    margin: 0;
  }
  .opt[aria-busy='true'] {
    background: linear-gradient(100deg, transparent 40%, var(--_soft) 50%, transparent 60%) 0 0 / 250% 100%;
    opacity: 0.6;
    animation: sweep 1.2s infinite linear;
  }
  .over {
    color: var(--_danger);
    font-weight: 600;
  }
  @media (hover: hover) {
    .opt:hover {
      background: var(--_raised);
      color: var(--_text);
    }
  }
  .note,
  .help {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 0.5rem 0.625rem;
    padding: 0.5625rem 0.75rem;
    border-radius: 0.75rem;
    background: var(--_raised);
    font-size: 0.875em;
  }
  .note > span {
    flex: 1 1 12rem;
  }
  .note.danger {
    background: color-mix(in oklab, var(--_danger) 10%, var(--_surface));
  }
  .note .ghost {
    min-block-size: 2rem;
    padding: 0.125rem 0.875rem;
    color: var(--_text);
    border-color: color-mix(in srgb, var(--_text) 22%, transparent);
  }
  .note .ghost.danger {
    color: var(--_danger);
  }
  @media (forced-colors: active) {
    .note,
    .help {
      border: 1px solid;
    }
  }
  .note :disabled {
    opacity: 0.5;
  }
  .help {
    align-items: start;
    flex-wrap: nowrap;
    background: var(--_soft);
  }
  .help svg {
    color: var(--_accent);
  }
  .help p {
    margin: 0.125rem 0 0;
  }
  .drop {
    position: absolute;
    inset: 0.375rem;
    z-index: 4;
    display: grid;
    place-items: center;
    border: 2px dashed var(--_accent);
    border-radius: calc(var(--_radius) - 0.375rem);
    background: color-mix(in srgb, var(--_surface) 86%, transparent);
    color: var(--_accent);
    font-weight: 650;
    pointer-events: none;
  }
`
