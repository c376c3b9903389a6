import { css } from 'lit'
import type { CSSResult } from 'lit'

/** The public custom properties with their defaults, as private names that the other sheets use; some of them come after the
 *  first paint (later.styles).
 *  Light or dark follows the inherited `color-scheme`; the attribute `theme` sets it.
 *
 *  @cssprop --ai-feed-accent-color - Main buttons, links and what is chosen.
 *  @cssprop --ai-feed-accent-text-color - Words on the accent.
 *  @cssprop --ai-feed-surface-color - Behind everything.
 *  @cssprop --ai-feed-raised-color - Behind what stands out: fields, buttons under the pointer.
 *  @cssprop --ai-feed-text-color - Words.
 *  @cssprop --ai-feed-muted-color - Words that matter less: times, counts, hints.
 *  @cssprop --ai-feed-border-color - Lines.
 *  @cssprop --ai-feed-danger-color - What failed, or destroys.
 *  @cssprop --ai-feed-like-color - The heart of somebody who likes it.
 *  @cssprop --ai-feed-focus-color - The ring around what has the focus.
 *  @cssprop --ai-feed-post-radius - Corners of the whole tag.
 *  @cssprop --ai-feed-image-radius - Corners of pictures.
 *  @cssprop --ai-feed-control-radius - Corners of buttons.
 *  @cssprop --ai-feed-gap - Room around what a post and a composer hold.
 *  @cssprop --ai-feed-max-inline-size - How wide the tag grows.
 *  @cssprop --ai-feed-font-size - Size of words.
 *  @cssprop --ai-feed-font-family - Typefaces.
 */
export const tokens: CSSResult = css`
  :host {
    --_accent: var(--ai-feed-accent-color, light-dark(#5b3df5, #a08dff));
    --_on-accent: var(--ai-feed-accent-text-color, light-dark(#fff, #120b33));
    --_surface: var(--ai-feed-surface-color, light-dark(#fff, #14151a));
    --_raised: var(--ai-feed-raised-color, light-dark(#f5f5f3, #1d1f26));
    --_text: var(--ai-feed-text-color, light-dark(#17181c, #eceef2));
    --_muted: var(--ai-feed-muted-color, light-dark(#5d616b, #a0a6b2));
    --_border: var(--ai-feed-border-color, light-dark(#e6e6e2, #282b34));
    --_like: var(--ai-feed-like-color, light-dark(#d01f58, #ff6b98));
    --_radius: var(--ai-feed-post-radius, 1.25rem);
    --_image-radius: var(--ai-feed-image-radius, 1rem);
    --_control-radius: var(--ai-feed-control-radius, 62rem);
    --_gap: var(--ai-feed-gap, 1rem);
    --_soft: color-mix(in oklab, var(--_accent) 9%, var(--_surface));
    --_chip: color-mix(in srgb, var(--_surface) 88%, transparent);
    display: block;
    container-type: inline-size;
    /* Where a page asks how wide it wants to be: not nothing. */
    contain-intrinsic-inline-size: 16rem;
    min-inline-size: 0;
    box-sizing: border-box;
    inline-size: 100%;
    max-inline-size: var(--ai-feed-max-inline-size, 40rem);
    margin-inline: auto;
    color: var(--_text);
    font: 400 var(--ai-feed-font-size, 1rem) / 1.5
      var(--ai-feed-font-family, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    text-align: start;
    text-indent: 0;
    white-space: normal;
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]) {
    display: none !important;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  button {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    text-align: start;
    cursor: pointer;
  }
  svg {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .card {
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .primary,
  .ghost {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: 2.5rem;
    padding: 0.375rem 1.25rem;
    border-radius: var(--_control-radius);
    border: 1px solid transparent;
    font-weight: 600;
    font-size: 0.9375em;
    line-height: 1.25;
    text-align: center;
  }
  .primary {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .ghost {
    border-color: var(--_border);
  }
  .quiet {
    color: var(--_muted);
  }
`
