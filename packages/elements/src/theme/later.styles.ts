import { css } from 'lit'
import type { CSSResult } from 'lit'

/** What the looks of controls gain after the first paint: fields, focus, hovering, what cannot be pressed, forced colours,
 *  and rest for those who want no motion. */
export const laterTokens: CSSResult = css`
  :host {
    /* What people write stands as they wrote it. */
    text-transform: none;
    --_danger: var(--ai-feed-danger-color, light-dark(#a3123c, #ff9db4));
    --_focus: var(--ai-feed-focus-color, var(--_accent));
  }
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    -webkit-tap-highlight-color: transparent;
  }
  :disabled {
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .hush {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .primary:disabled {
    background: var(--_raised);
    color: var(--_muted);
  }
  @media (hover: hover) {
    .primary:hover:enabled {
      background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
    }
    .ghost:hover:enabled {
      background: var(--_raised);
    }
  }
  @media (forced-colors: active) {
    .primary,
    .ghost {
      border-color: ButtonBorder;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after,
    ::backdrop {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`
