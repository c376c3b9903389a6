import { css } from 'lit'
import type { CSSResult } from 'lit'
import { postStyles } from '../post/post.styles.js'

const styles = css`
  :host {
    --_pad: 1.125rem;
  }
  :host(.in-thread) .card {
    border-width: 0;
    border-radius: 0;
    box-shadow: none;
  }
  .composer {
    position: relative;
    display: grid;
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
  .field {
    min-block-size: 3.5rem;
    max-block-size: 18rem;
    font-size: 1.125em;
    line-height: 1.45;
    outline: none;
  }
  .card:has(.field:focus-visible) {
    border-color: color-mix(in oklab, var(--_focus) 60%, var(--_border));
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_focus) 16%, transparent);
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
    gap: 0.5rem;
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
  .opt[aria-pressed='true'] {
    color: var(--_accent);
    background: var(--_soft);
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
  @container (min-width: 36rem) {
    .hint {
      order: 0;
      flex-basis: auto;
    }
  }
  .over {
    color: var(--_danger);
    font-weight: 600;
  }
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
    padding: 0.5rem 0.75rem;
  }
  .remove {
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
  .remove svg {
    inline-size: 1.0625rem;
    block-size: 1.0625rem;
  }
  .parent .remove {
    inset-block-start: calc(50% - 1rem);
    background: none;
    color: var(--_muted);
  }
  .stage {
    position: relative;
    display: grid;
    gap: 0.375rem;
    border-radius: var(--_image-radius);
    overflow: clip;
  }
  .stage:not([data-count='1']) {
    grid-template-columns: 1fr 1fr;
  }
  .stage .canvas {
    position: relative;
    overflow: clip;
    border-radius: var(--_image-radius);
    background: linear-gradient(115deg, var(--_soft) 30%, color-mix(in oklab, var(--_accent) 22%, var(--_surface)) 50%, var(--_soft) 70%) 0 0 / 300% 100%;
    animation: sweep 2.4s linear infinite;
  }
  .stage :is(canvas, img) {
    display: block;
    inline-size: 100%;
    block-size: auto;
    max-block-size: 30rem;
    object-fit: cover;
  }
  .stage img {
    position: absolute;
    inset: 0;
    block-size: 100%;
    max-block-size: none;
    scale: 1.06;
    filter: blur(18px) saturate(1.1);
    transition: filter 0.9s ease-out, scale 0.9s ease-out;
    animation: appear 0.6s ease-out;
  }
  .stage img[data-step='1'] {
    filter: blur(9px);
    scale: 1.03;
  }
  .stage img:is([data-step='2'], [data-step='3']) {
    filter: blur(3px);
    scale: 1.01;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .progress {
    position: absolute;
    inset: auto 0.75rem 0.75rem;
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 0.75rem;
    padding: 0.625rem 0.75rem;
    border-radius: 0.75rem;
    background: var(--_chip);
    backdrop-filter: blur(10px);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }
  .progress b {
    font-weight: 600;
  }
  .track {
    grid-column: 1 / -1;
    block-size: 0.25rem;
    margin-block-start: 0.5rem;
    border-radius: 1rem;
    overflow: clip;
    background: color-mix(in srgb, var(--_text) 14%, transparent);
  }
  .track::after {
    content: '';
    display: block;
    block-size: 100%;
    inline-size: 6%;
    border-radius: inherit;
    background: var(--_accent);
    transition: inline-size 1.6s ease-out;
  }
  .track[data-step='1']::after {
    inline-size: 32%;
  }
  .track[data-step='2']::after {
    inline-size: 60%;
  }
  .track:is([data-step='3'], [data-step='4'])::after {
    inline-size: 88%;
  }
  .variants {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: 0.625rem;
  }
  .variant {
    border-radius: 0.75rem;
    overflow: clip;
    line-height: 0;
  }
  .variant img {
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 1;
    object-fit: cover;
  }
  .variant[aria-pressed='true'] {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .picked {
    position: relative;
    display: grid;
    gap: 0.75rem;
  }
  .picked :is(.frame img, .local) {
    max-block-size: 26rem;
  }
  .local[data-unreadable] {
    min-block-size: 6rem;
  }
  .alt-line {
    display: block;
    border: 1px solid var(--_border);
    border-radius: 0.75rem;
    padding: 0.4375rem 0.75rem 0.5rem;
  }
  .alt-line:focus-within {
    border-color: var(--_focus);
  }
  .alt-line .alt {
    outline: none;
    min-block-size: 1.5rem;
    max-block-size: 9rem;
    font-size: 0.9375em;
  }
  .label {
    display: block;
    font-size: 0.8125em;
    font-weight: 600;
  }
  .label small {
    font-size: 1em;
    font-weight: 400;
  }
  .policies {
    display: grid;
    gap: 0.625rem;
    padding-block: 0.75rem;
    border-block: 1px solid var(--_border);
    font-size: 0.875em;
  }
  .consent {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    cursor: pointer;
  }
  .consent b {
    font-weight: 600;
  }
  [role='switch'] {
    appearance: none;
    position: relative;
    flex: none;
    inline-size: 2.5rem;
    block-size: 1.5rem;
    margin: 0;
    border-radius: 1rem;
    background: color-mix(in oklab, var(--_muted) 55%, var(--_surface));
    cursor: pointer;
    transition: background 0.15s;
  }
  [role='switch']::after {
    content: '';
    position: absolute;
    inset-block-start: 0.1875rem;
    inset-inline-start: 0.1875rem;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    border-radius: 50%;
    background: var(--_surface);
    transition: inset-inline-start 0.15s;
  }
  [role='switch']:checked {
    background: var(--_accent);
  }
  [role='switch']:checked::after {
    inset-inline-start: 1.1875rem;
  }
  summary {
    min-block-size: 1.5rem;
    cursor: pointer;
    inline-size: fit-content;
  }
  .selects {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
    gap: 0.625rem;
    margin-block-start: 0.5rem;
  }
  .selects label {
    display: grid;
    gap: 0.125rem;
  }
  select {
    min-block-size: 2.25rem;
    padding: 0.25rem 0.625rem;
    border: 1px solid var(--_border);
    border-radius: 0.625rem;
    background: var(--_surface);
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
  @media (hover: hover) {
    .opt:hover {
      background: var(--_raised);
      color: var(--_text);
    }
  }
  @container (max-width: 26rem) {
    .opt span {
      display: none;
    }
    .opt {
      padding-inline: 0.6875rem;
    }
    .composer {
      --_pad: 0.875rem;
      padding: var(--_pad);
    }
    .tools .primary,
    .tools .ghost {
      padding-inline: 1rem;
    }
    .picked .picture,
    .parent .source {
      margin-inline-start: 0;
    }
  }
  @media (forced-colors: active) {
    [role='switch'] {
      appearance: auto;
    }
    .opt[aria-pressed='true'],
    .variant[aria-pressed='true'] {
      border-color: Highlight;
      outline-color: Highlight;
    }
  }
`

/** How a composer looks: like posts, with its own controls. Comes with the composer. */
export const composerStyles: readonly CSSResult[] = [postStyles, styles]
