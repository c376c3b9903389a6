import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How posts look, wherever they are drawn. Text of strangers cannot leave its card: isolated, clipped, broken. */
export const postStyles: CSSResult = css`
  .post {
    display: grid;
    grid-template-columns: 2.75rem minmax(0, 1fr);
    column-gap: 0.75rem;
    padding: 1rem 1.125rem 0.5rem;
    border-block-end: 1px solid var(--_border);
    contain: layout paint;
    isolation: isolate;
  }
  .post:focus-visible {
    outline-offset: -3px;
    border-radius: 1rem;
  }
  .body {
    min-inline-size: 0;
  }
  .avatar {
    display: grid;
    place-items: center;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    border-radius: 50%;
    overflow: clip;
    background: oklch(0.52 0.15 var(--_hue));
    color: #fff;
    font-weight: 650;
    line-height: 1;
  }
  .avatar img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  [data-hue='0'] {
    --_hue: 22;
  }
  [data-hue='1'] {
    --_hue: 52;
  }
  [data-hue='2'] {
    --_hue: 82;
  }
  [data-hue='3'] {
    --_hue: 112;
  }
  [data-hue='4'] {
    --_hue: 142;
  }
  [data-hue='5'] {
    --_hue: 172;
  }
  [data-hue='6'] {
    --_hue: 202;
  }
  [data-hue='7'] {
    --_hue: 232;
  }
  [data-hue='8'] {
    --_hue: 262;
  }
  [data-hue='9'] {
    --_hue: 292;
  }
  [data-hue='10'] {
    --_hue: 322;
  }
  [data-hue='11'] {
    --_hue: 352;
  }
  header {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 1.75rem;
    line-height: 1.35;
  }
  .name,
  .handle {
    overflow: clip;
    overflow-clip-margin: 0;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-inline-size: 0;
  }
  .name {
    font-weight: 650;
    flex: 0 1 auto;
  }
  .handle {
    color: var(--_muted);
    font-size: 0.9375em;
    flex: 0 4 auto;
  }
  .time {
    color: var(--_muted);
    font-size: 0.9375em;
    white-space: nowrap;
    min-block-size: 1.5rem;
    flex: none;
  }
  .time time {
    unicode-bidi: plaintext;
  }
  .time::before {
    content: '· ';
  }
  .more {
    display: grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 1.75rem;
    margin-inline-start: auto;
    margin-inline-end: -0.375rem;
    border-radius: var(--_control-radius);
    color: var(--_muted);
    flex: none;
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
  .text {
    margin: 0.0625rem 0 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    overflow: clip;
    unicode-bidi: isolate;
    hyphens: auto;
  }
  .row > .body > .text {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 12;
    overflow: hidden;
  }
  .text a,
  .mark {
    color: var(--_accent);
    text-decoration: none;
  }
  .text a:hover {
    text-decoration: underline;
  }
  .pictures {
    display: grid;
    gap: 0.375rem;
    margin-block-start: 0.625rem;
    border-radius: var(--_image-radius);
  }
  .pictures:not([data-count='1']) {
    grid-template-columns: 1fr 1fr;
  }
  .pictures[data-count='3'] .picture:first-child {
    grid-column: span 2;
  }
  .picture {
    position: relative;
    margin: 0;
    min-inline-size: 0;
  }
  .frame {
    position: relative;
    display: block;
    inline-size: 100%;
    border-radius: var(--_image-radius);
    overflow: clip;
    background: var(--_raised);
    line-height: 0;
  }
  .frame::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 1px solid color-mix(in srgb, var(--_text) 10%, transparent);
    border-radius: inherit;
    pointer-events: none;
  }
  .frame canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    filter: blur(6px);
    scale: 1.04;
  }
  .frame img,
  .local {
    position: relative;
    display: block;
    inline-size: 100%;
    block-size: auto;
    max-block-size: 40rem;
    object-fit: cover;
    font-size: 0.875rem;
    line-height: 1.4;
  }
  .head .frame img {
    max-block-size: none;
  }
  .pictures:not([data-count='1']) :is(img, .local) {
    aspect-ratio: 1;
  }
  .pictures[data-count='3'] .picture:first-child img {
    aspect-ratio: 2;
  }
  .local {
    border-radius: var(--_image-radius);
    background: var(--_raised);
  }
  .picture[data-broken] img {
    /* Not visibility: the description stays readable. */
    opacity: 0;
  }
  .picture[data-broken]::after {
    content: attr(data-broken);
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 1rem;
    text-align: center;
    font-weight: 600;
    color: #fff;
    text-shadow: 0 0 0.5rem #000;
    pointer-events: none;
  }
  .ai-chip {
    position: absolute;
    inset-inline-start: 0.625rem;
    inset-block-end: 0.625rem;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 0.3125rem;
    max-inline-size: calc(100% - 1.25rem);
    min-block-size: 1.75rem;
    padding: 0.125rem 0.6875rem 0.125rem 0.5rem;
    padding-inline: 0.5rem 0.6875rem;
    border-radius: 2rem;
    background: var(--_chip);
    backdrop-filter: blur(10px);
    color: var(--_text);
    font-size: 0.8125rem;
    line-height: 1.25;
    white-space: nowrap;
  }
  .ai-chip b {
    font-weight: 650;
  }
  .ai-chip bdi {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .ai-chip b:not(:last-child)::after {
    content: ' ·';
  }
  .ai-chip svg {
    inline-size: 1rem;
    block-size: 1rem;
  }
  .pictures:not([data-count='1']) .ai-chip bdi {
    display: none;
  }
  .prompt {
    margin: 0.625rem 0 0;
    padding: 0.5rem 0.75rem;
    border-radius: 0.75rem;
    background: var(--_soft);
    color: var(--_muted);
    font-size: 0.875em;
    overflow-wrap: anywhere;
    overflow: clip;
  }
  .prompt b {
    color: var(--_text);
    font-weight: 600;
  }
  .row .prompt {
    /* Lines past the clamp would show in a padding. */
    padding-block: 0;
    border-block: 0.5rem solid transparent;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  .source {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    inline-size: 100%;
    min-inline-size: 0;
    overflow: clip;
    min-block-size: 2.5rem;
    margin: 0.625rem 0 0;
    padding: 0.4375rem 0.75rem 0.4375rem 0.4375rem;
    padding-inline: 0.4375rem 0.75rem;
    border: 1px solid var(--_border);
    border-radius: 0.875rem;
    font-size: 0.875em;
  }
  .source > svg {
    margin-inline-start: 0.375rem;
    color: var(--_muted);
  }
  .lines {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    flex: 1;
    min-inline-size: 0;
    line-height: 1.35;
  }
  .lines > * {
    overflow: clip;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .lines b {
    font-weight: 600;
  }
  .lines bdi {
    color: var(--_muted);
  }
  .thumb {
    position: relative;
    flex: none;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    border-radius: 0.5625rem;
    overflow: clip;
    background: var(--_raised);
  }
  .thumb > :is(img, canvas) {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .ai-mark {
    position: absolute;
    inset-block-end: 0.1875rem;
    inset-inline-start: 0.1875rem;
    padding: 0 0.25rem;
    border-radius: 0.3125rem;
    background: var(--_chip);
    font-size: 0.625rem;
    font-weight: 700;
    line-height: 1.4;
  }
  .answer {
    display: block;
    margin: 0;
    min-block-size: 1.5rem;
    font-size: 0.875em;
  }
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
  .waiting {
    display: flex;
    gap: 0.4375rem;
    align-items: start;
    margin: 0.5rem 0 0.375rem;
    font-size: 0.875em;
    color: var(--_muted);
  }
  .waiting svg {
    margin-block-start: 0.0625rem;
  }
  .waiting.rejected {
    color: var(--_danger);
  }
  .row-buttons {
    display: flex;
    gap: 0.5rem;
    margin-block: 0.375rem 0.5rem;
  }
  progress {
    display: block;
    inline-size: 100%;
    block-size: 0.25rem;
    margin-block-end: 0.625rem;
    accent-color: var(--_accent);
  }
  .pending .pictures {
    opacity: 0.75;
  }
  .skeleton {
    padding-block-end: 1.25rem;
  }
  .bone {
    display: block;
    block-size: 0.875rem;
    margin-block: 0.4375rem 0.75rem;
    border-radius: 0.5rem;
    background: linear-gradient(100deg, var(--_raised) 35%, var(--_border) 50%, var(--_raised) 65%) 0 0 / 300% 100%;
    animation: sweep 1.8s linear infinite;
  }
  .bone.short {
    inline-size: 40%;
  }
  .bone.tall {
    block-size: auto;
    aspect-ratio: 4 / 3;
    margin: 0;
    border-radius: var(--_image-radius);
  }
  .avatar.bone {
    block-size: 2.75rem;
    margin: 0;
    border-radius: 50%;
  }
  @keyframes sweep {
    from {
      background-position: 150% 0;
    }
    to {
      background-position: 0 0;
    }
  }
  .notice {
    display: grid;
    justify-items: center;
    gap: 0.375rem;
    padding: 2.5rem 1.5rem;
    text-align: center;
  }
  .notice b {
    font-size: 1.0625em;
    font-weight: 650;
  }
  .notice p {
    margin: 0 0 0.5rem;
    max-inline-size: 34ch;
  }
  .end {
    margin: 0;
    padding: 1.25rem;
    text-align: center;
    font-size: 0.9375em;
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
  @container (max-width: 26rem) {
    .post {
      grid-template-columns: 2.25rem minmax(0, 1fr);
      column-gap: 0.625rem;
      padding-inline: 0.875rem;
    }
    .avatar {
      inline-size: 2.25rem;
      block-size: 2.25rem;
      font-size: 0.875em;
    }
    .actions,
    .pictures,
    .prompt,
    .source {
      margin-inline-start: -2.875rem;
    }
    .actions {
      margin-inline: -3.25rem -0.5rem;
    }
    .source {
      inline-size: auto;
      min-inline-size: calc(100% + 2.875rem);
    }
    .comment .actions {
      margin-inline-start: -0.5rem;
    }
    header {
      flex-wrap: wrap;
      row-gap: 0;
    }
    .name {
      flex: 1 1 calc(100% - 3rem);
    }
    .handle {
      order: 1;
    }
    .time {
      order: 2;
    }
  }
  .comment {
    padding-block-start: 0.75rem;
  }
  @media (forced-colors: active) {
    .ai-chip,
    .frame,
    .avatar {
      border: 1px solid CanvasText;
    }
    .ai-chip {
      background: Canvas;
      color: CanvasText;
    }
    .like[aria-pressed='true'] {
      color: Highlight;
    }
  }
`
