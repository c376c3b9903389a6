import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How it looks what an account button opens. */
export const accountMenuStyles: CSSResult = css`
  .menu.account {
    inset: auto;
    position: fixed;
    max-block-size: min(46rem, var(--_room));
    inline-size: min(22rem, 100% - 1.5rem);
    max-inline-size: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
    padding: 0;
  }
  .profile {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: 0.875rem 1rem;
  }
  .profile .avatar,
  .notification .avatar {
    inline-size: 2.5rem;
    block-size: 2.5rem;
    flex: none;
  }
  .told {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-weight: 400;
  }
  .told > bdi {
    justify-self: start;
    max-inline-size: 100%;
  }
  .ways,
  .news {
    padding: 0.375rem;
    border-block-start: 1px solid var(--_border);
  }
  @media (min-height: 46rem) {
    /* Where the news above keep most of the room. */
    .ways {
      position: sticky;
      inset-block-end: 0;
      background: var(--_surface);
    }
  }
  .ways a {
    display: block;
    padding: 0.5rem 0.75rem;
    border-radius: 0.625rem;
    color: inherit;
    text-decoration: none;
  }
  .order {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 0.75rem;
    padding: 0.375rem 0.75rem;
  }
  .order select {
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 2.25rem;
    padding: 0.25rem 0.5rem;
    border: 1px solid var(--_border);
    border-radius: 0.625rem;
    background: var(--_surface);
    color: var(--_text);
  }
  .silenced summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 0.5rem 0.75rem;
    border-radius: 0.625rem;
    cursor: pointer;
  }
  .silenced summary::after {
    content: '';
    inline-size: 0.4375rem;
    block-size: 0.4375rem;
    margin-inline-end: 0.25rem;
    border: solid var(--_muted);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }
  .silenced[open] summary::after {
    rotate: -135deg;
  }
  .silenced li {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: 0.25rem 0.75rem;
  }
  .silenced p {
    margin: 0;
    padding: 0.25rem 0.75rem 0.5rem;
  }
  .menu .silenced li button {
    min-block-size: 1.75rem;
    padding: 0;
    color: var(--_accent);
    overflow-wrap: anywhere;
  }
  .news .title {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 2.5rem;
    padding-inline: 0.625rem;
  }
  .menu .arrived {
    inline-size: auto;
    padding: 0.25rem 0.75rem;
    background: var(--_soft);
    color: var(--_accent);
    font-weight: 600;
  }
  :is(.news, .silenced) ul {
    display: grid;
    gap: 0.125rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .notification > * {
    display: flex;
    align-items: start;
    gap: 0.75rem;
    padding: 0.5rem 0.625rem;
    border-radius: 0.625rem;
    font-size: 0.9375em;
    line-height: 1.35;
  }
  .notification[data-new='true'] > * {
    background: var(--_soft);
  }
  .told > .words {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 0.9375em;
  }
  .notification time {
    font-size: 0.875em;
  }
  .menu .more-news {
    justify-content: center;
    font-weight: 600;
  }
  @media (hover: hover) {
    .ways :is(a, summary):hover {
      background: var(--_raised);
    }
  }
  @media (forced-colors: active) {
    .notification[data-new='true'] > * {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`
