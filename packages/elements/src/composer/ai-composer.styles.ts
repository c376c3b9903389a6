import { css } from 'lit'
import type { CSSResult } from 'lit'
import { postStyles } from '../post/post.styles.js'
import { laterTokens } from '../theme/later.styles.js'

const styles = css`
  :host {
    --_pad: calc(1.125 * var(--_gap));
    /* With the words and Post below it in sight, also on a low screen. */
    --_picture-size: min(45vh, 26rem);
  }
  :host(.bare) .card {
    border-width: 0;
    border-radius: 0;
    box-shadow: none;
  }
  .composer {
    position: relative;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    gap: 0.75rem;
    padding: var(--_pad);
  }
  .field,
  .alt {
    display: block;
    inline-size: 100%;
    border: 0;
    padding: 0;
    background: none;
    resize: none;
    field-sizing: content;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  :placeholder-shown {
    /* Firefox gives words that run from the right twice the room. */
    unicode-bidi: normal;
  }
  .field {
    flex: 1 0 auto;
    min-block-size: 3.5rem;
    max-block-size: 18rem;
    font-size: 1.125em;
    line-height: 1.45;
    outline: none;
  }
  .card:has(.field:focus-visible) {
    border-color: var(--_focus);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_focus) 16%, transparent);
  }
  :host(.bare) .card:has(.field:focus-visible) {
    box-shadow: inset 0.1875rem 0 var(--_focus);
  }
  :host(.bare:dir(rtl)) .card:has(.field:focus-visible) {
    box-shadow: inset -0.1875rem 0 var(--_focus);
  }
  .caption {
    min-block-size: 2.25rem;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.375rem;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.5rem;
    margin-inline-start: auto;
  }
  .sizes {
    display: flex;
    gap: 0.125rem;
    padding: 0.125rem;
    border: 1px solid var(--_border);
    border-radius: var(--_control-radius);
  }
  .opt {
    display: inline-flex;
    align-items: center;
    gap: 0.4375rem;
    min-block-size: 2.25rem;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--_border);
    border-radius: var(--_control-radius);
    color: var(--_muted);
    font-size: 0.875em;
    font-weight: 550;
  }
  .sizes .opt {
    min-block-size: 2rem;
    padding: 0.125rem 0.4375rem;
    border-color: transparent;
  }
  .count {
    padding-inline: 0.5rem 0.25rem;
    background: var(--_surface);
  }
  .opt[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_soft);
    color: var(--_accent);
  }
  .hint,
  .counter {
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }
  .hint {
    order: 9;
    flex-basis: 100%;
    text-align: end;
  }
  .caption-box,
  .parent {
    position: relative;
  }
  .parent .source {
    margin: 0;
    padding-inline-end: 2.75rem;
    inline-size: 100%;
    min-inline-size: 0;
  }
  .parent p.source {
    padding-block: 0.5rem;
    padding-inline-start: 0.75rem;
  }
  .remove,
  .also {
    position: absolute;
    inset-block-start: 0.5rem;
    inset-inline-end: 0.5rem;
    z-index: 2;
    display: grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 2rem;
    border-radius: 50%;
    background: var(--_chip);
    color: var(--_text);
  }
  .remove svg,
  .also svg {
    inline-size: 1rem;
    block-size: 1rem;
  }
  .parent .remove {
    inset-block-start: calc(50% - 1rem);
    background: none;
    color: var(--_muted);
  }
  @container (max-width: 38rem) {
    .opt span {
      display: none;
    }
    .opt {
      padding-inline: 0.6875rem;
    }
  }
  @container (max-width: 26rem) {
    .opt {
      padding-inline: 0.4375rem;
    }
    .composer {
      --_pad: calc(0.875 * var(--_gap));
      padding: var(--_pad);
    }
    .tools .primary,
    .tools .ghost {
      padding-inline: 1rem;
    }
    .parent .source {
      margin-inline-start: 0;
    }
  }
  @media (forced-colors: active) {
    .opt[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`

/** How a composer looks: like posts, with its own controls. Comes with the composer. */
export const composerStyles: readonly CSSResult[] = [...postStyles, laterTokens, styles]
