import { css } from 'lit'
import type { CSSResult } from 'lit'
import { controlStyles } from './control.styles.js'
import { noticeStyles } from './notice.styles.js'
import { pictureStyles } from './picture.styles.js'

const styles = css`
  .post {
    display: grid;
    grid-template-columns: 2.75rem minmax(0, 1fr);
    column-gap: 0.75rem;
    padding: var(--_gap) calc(1.125 * var(--_gap)) calc(0.5 * var(--_gap));
    border-block-end: 1px solid var(--_border);
    contain: layout paint;
    isolation: isolate;
  }
  .body {
    min-inline-size: 0;
  }
  .because {
    grid-column: 2;
    display: flex;
    gap: 0.375rem;
    margin: 0 0 0.25rem;
    font-size: 0.8125em;
    font-weight: 600;
    overflow: clip;
    white-space: nowrap;
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
  header {
    display: flex;
    align-items: baseline;
    gap: 0.375rem;
    min-block-size: 1.75rem;
    line-height: 1.35;
  }
  .name,
  .handle {
    overflow: clip;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-inline-size: 0;
  }
  .name {
    font-weight: 650;
  }
  .handle {
    color: var(--_muted);
    font-size: 0.9375em;
    line-height: 1.5rem;
    flex: 0 4 auto;
  }
  .time {
    color: var(--_muted);
    font-size: 0.9375em;
    white-space: nowrap;
    line-height: 1.5rem;
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
    align-self: center;
    margin-inline-start: auto;
    margin-inline-end: -0.375rem;
    border-radius: var(--_control-radius);
    color: var(--_muted);
    flex: none;
  }
  .more svg {
    stroke-width: 2.75;
  }
  .text {
    margin: 0.0625rem 0 0;
    white-space: pre-wrap;
    overflow-wrap: break-word;
    overflow: clip;
    unicode-bidi: isolate;
    hyphens: auto;
  }
  .row > .body > .text,
  .row .prompt,
  .lines bdi {
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
  .prompt {
    margin: 0.625rem 0 0;
    padding: 0.5rem 0.75rem;
    border-radius: 0.75rem;
    background: var(--_soft);
    color: var(--_muted);
    font-size: 0.875em;
    overflow-wrap: break-word;
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
    -webkit-line-clamp: 3;
  }
  @container (max-width: 26rem) {
    .post {
      grid-template-columns: 2.25rem minmax(0, 1fr);
      column-gap: 0.625rem;
      padding-inline: calc(0.875 * var(--_gap));
    }
    .avatar {
      inline-size: 2.25rem;
      block-size: 2.25rem;
      font-size: 0.875em;
    }
    .prompt {
      margin-inline-start: -2.875rem;
    }
    header {
      flex-wrap: wrap;
      row-gap: 0;
    }
    .name {
      max-inline-size: calc(100% - 2.5rem);
      line-height: 1.75rem;
    }
    /* Ends the first line. */
    header::after {
      content: '';
      flex-basis: 100%;
      order: 1;
    }
    .handle {
      order: 2;
      max-inline-size: max(100% - 7rem, 5rem);
    }
    .time {
      order: 3;
    }
  }
`

/** How posts look, wherever they are drawn. Text of strangers cannot leave its card: isolated, clipped, broken. */
export const postStyles: readonly CSSResult[] = [styles, pictureStyles, controlStyles, noticeStyles]
