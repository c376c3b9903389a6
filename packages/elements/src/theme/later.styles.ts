import { css } from 'lit'
import type { CSSResult } from 'lit'

/** What the looks of controls gain after the first paint: fields, hovering, what cannot be pressed, forced colours. */
export const laterTokens: CSSResult = css`
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
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
`
