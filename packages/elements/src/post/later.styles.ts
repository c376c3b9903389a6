import { css } from 'lit'
import type { CSSResult } from 'lit'
import { laterTokens } from '../theme/later.styles.js'
import { longTextStyles } from './long-texts.styles.js'
import { menuStyles } from './menu.styles.js'
import { pendingStyles } from './pending.styles.js'
import { printStyles } from './print.styles.js'

const styles = css`
  .post:focus-visible {
    outline-offset: -3px;
    border-radius: 1rem;
  }
  .notice {
    text-wrap: balance;
  }
  .notice p {
    margin: 0 0 0.5rem;
    max-inline-size: 34ch;
  }
  .text a:hover {
    text-decoration: underline;
  }
  .answer {
    display: block;
    margin: 0;
    min-block-size: 1.5rem;
    font-size: 0.875em;
  }
  .comment {
    padding-block-start: 0.75rem;
  }
  .time {
    /* What is said beside the time leaves room for the name. */
    max-inline-size: 60%;
    overflow: clip;
    text-overflow: ellipsis;
  }
  @container (max-width: 26rem) {
    .comment .actions {
      margin-inline-start: -0.25rem;
    }
    .time {
      max-inline-size: 100%;
      white-space: normal;
    }
    /* In a line of its own there is nothing to stand apart from. */
    .time.long {
      flex-basis: 100%;
    }
    .time.long::before {
      content: none;
    }
  }
  /* Not in the colour that a page wants. */
  .ai-chip:focus-visible {
    outline: 2px solid light-dark(#5b3df5, #a08dff);
    outline-offset: 2px;
  }
  /* In small pictures its words are read whole, in two lines where one is too short. */
  .pictures:not([data-count='1']) .ai-chip {
    inset-inline-start: 0.375rem;
    inset-block-end: 0.375rem;
    max-inline-size: calc(100% - 0.75rem);
    padding-inline-end: 0.5rem;
    white-space: normal;
  }
  .ai-mark {
    max-inline-size: calc(100% - 0.125rem);
    inset-inline-start: 0.0625rem;
    padding-inline: 0.125rem;
    overflow-wrap: normal;
    text-align: center;
    line-height: 1.25;
  }
  /* Its words are the longest where one reads from the right. */
  .ai-mark:dir(rtl) {
    padding-inline: 0.0625rem;
    font-size: 0.5625rem;
  }
  @media (forced-colors: active) {
    .avatar {
      border: 1px solid CanvasText;
    }
    .repost[data-on],
    .bookmark[aria-pressed='true'],
    .like[aria-pressed='true'] {
      color: Highlight;
    }
  }
  .head .frame img {
    max-block-size: none;
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
    inline-size: fit-content;
    block-size: fit-content;
    max-inline-size: calc(100% - 1rem);
    margin: auto;
    padding: 0.375rem 0.875rem;
    border-radius: 1.25rem;
    background: var(--_chip);
    text-align: center;
    font-weight: 600;
    font-size: 0.9375em;
    pointer-events: none;
  }
  @media (forced-colors: active) {
    .ai-chip,
    .frame {
      border: 1px solid CanvasText;
    }
    .row .prompt {
      /* Transparent ones are drawn here. */
      border-color: Canvas;
    }
    .ai-chip {
      background: Canvas;
      color: CanvasText;
    }
  }
  .action:disabled {
    opacity: 0.5;
  }
  .repost[data-on] svg {
    /* Its arrows cannot be filled as the others' drawings are. */
    stroke-width: 2.75;
  }
  .like[aria-pressed='true'] svg {
    animation: pop 0.3s ease-out;
  }
  @keyframes pop {
    40% {
      scale: 1.25;
    }
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
    .repost:hover:enabled,
    .bookmark:hover {
      color: var(--_accent);
    }
    .remix:hover:enabled {
      background: var(--_soft);
    }
  }
  .thumb > canvas ~ svg {
    position: relative;
    inline-size: 1.75rem;
    block-size: 1.75rem;
    padding: 0.25rem;
    border-radius: 50%;
    background: var(--_chip);
    color: var(--_text);
  }
  .lineage {
    padding: 0.75rem 1.125rem;
    border-block-end: 1px solid var(--_border);
    font-size: 0.875em;
  }
  .lineage > b {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    font-weight: 600;
  }
  .lineage ol {
    display: flex;
    gap: 0.75rem;
    margin: 0.5rem 0 0;
    padding: 0.25rem;
    list-style: none;
    overflow-x: auto;
  }
  .step {
    display: grid;
    gap: 0.25rem;
    inline-size: 4.5rem;
    color: var(--_muted);
    line-height: 1.35;
  }
  .step bdi {
    min-inline-size: 0;
    overflow: clip;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .step .thumb {
    inline-size: 4.5rem;
    block-size: 4.5rem;
  }
  .step[aria-current] {
    color: var(--_text);
    font-weight: 600;
  }
  .step[aria-current] .thumb {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .end {
    margin: 0;
    padding: 1.25rem;
    text-align: center;
    font-size: 0.9375em;
  }
`

/** What the looks of posts gain after the first paint: menus, own posts on their way, hovering, threads. */
export const laterPostStyles: readonly CSSResult[] = [
  laterTokens,
  styles,
  longTextStyles,
  pendingStyles,
  menuStyles,
  printStyles,
]
