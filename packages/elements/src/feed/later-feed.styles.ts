import { css } from 'lit'
import type { CSSResult } from 'lit'

/** What the look of a feed gains after the first paint: the pill, and why there is nothing more to see. */
export const laterFeedStyles: CSSResult = css`
  .top {
    position: sticky;
    inset-block-start: 0.75rem;
    z-index: 2;
    block-size: 0;
    display: flex;
    justify-content: center;
  }
  .pill {
    align-self: start;
    margin-block-start: 0.375rem;
    min-block-size: 2.25rem;
    padding: 0.375rem 1.125rem;
    border-radius: var(--_control-radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    font-size: 0.875em;
    box-shadow: 0 0.375rem 1.25rem color-mix(in srgb, var(--_accent) 40%, transparent);
    animation: drop 0.25s ease-out;
  }
  @keyframes drop {
    from {
      opacity: 0;
      translate: 0 -0.75rem;
    }
  }
  .tab[aria-selected='true'] {
    box-shadow: inset 0 0 0 1px var(--_muted);
  }
  .tabs:has(+ .layout-switch) {
    padding-inline-end: 3.5rem;
  }
  .layout-switch {
    position: relative;
    z-index: 0;
  }
  .layout-switch button {
    position: absolute;
    inset-block-end: 0.5625rem;
    /* Above the menus of posts. */
    inset-inline-end: 0.625rem;
    display: grid;
    place-items: center;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    border-radius: var(--_control-radius);
    background: var(--_surface);
    /* Tabs that reach below it fade. */
    box-shadow: 0 0 0.25rem 0.25rem var(--_surface);
    color: var(--_muted);
  }
  /* Nothing of them looks out behind it. */
  .layout-switch::before {
    content: '';
    position: absolute;
    inset-block-end: 0.5625rem;
    inset-inline-end: 0;
    z-index: -1;
    inline-size: 1.75rem;
    block-size: 2.25rem;
    background: var(--_surface);
  }
  @container (max-width: 26rem) {
    .layout-switch button {
      inset-inline-end: 0.375rem;
    }
  }
  @media (hover: hover) {
    .layout-switch button:hover {
      color: var(--_text);
      background: var(--_raised);
    }
  }
  @media (forced-colors: active) {
    .tab[aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem 0.625rem;
    margin: 0.75rem 1.125rem;
    padding-block: 0.5rem;
    padding-inline: 0.75rem 0.5rem;
    min-block-size: 2.75rem;
    border-radius: 0.875rem;
    background: color-mix(in oklab, var(--_danger) 10%, var(--_surface));
    color: var(--_danger);
    font-size: 0.875em;
  }
  @container (max-width: 26rem) {
    .line {
      margin-inline: 0.875rem;
    }
  }
  .line span {
    flex: 1 1 11rem;
  }
  .line button {
    min-block-size: 2rem;
    padding: 0.125rem 0.875rem;
    color: var(--_text);
    border-color: color-mix(in srgb, var(--_danger) 30%, transparent);
  }
  .line .primary {
    color: var(--_on-accent);
  }
  .more-row {
    display: flex;
    justify-content: center;
    padding: 1rem;
    border-block-start: 1px solid var(--_border);
  }
  .before {
    border-block: 0 solid var(--_border);
    border-block-end-width: 1px;
  }
  @media print {
    /* What is not drawn leaves no empty sheets. */
    .gap,
    .tabs,
    .layout-switch,
    .top,
    .before,
    .foot {
      display: none;
    }
  }
  .fallback {
    padding: 1.25rem;
  }
  /* A picture that is still to come: two hills under a sun. */
  slot[name='empty'] > .notice::before {
    content: '';
    inline-size: 6rem;
    aspect-ratio: 4 / 3;
    margin-block-end: 0.625rem;
    border-radius: var(--_image-radius);
    background:
      radial-gradient(circle at 68% 32%, var(--_accent) 0.5rem, transparent 0.5625rem),
      radial-gradient(58% 50% at 26% 104%, color-mix(in oklab, var(--_accent) 42%, var(--_surface)) 99%, transparent),
      radial-gradient(64% 42% at 88% 104%, color-mix(in oklab, var(--_accent) 26%, var(--_surface)) 99%, transparent),
      var(--_soft);
  }
  @media (forced-colors: active) {
    slot[name='empty'] > .notice::before {
      display: none;
    }
  }
`
