import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How the list of people and tags looks that completes what is typed. */
export const completionStyles: CSSResult = css`
  .suggestions.menu {
    inset-block-start: 100%;
    inset-inline: 0;
    margin: 0.25rem 0 0;
    max-inline-size: 22rem;
    list-style: none;
  }
  .suggestions li {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.25rem;
    padding: 0.25rem 0.625rem;
    border-radius: 0.625rem;
    cursor: pointer;
  }
  .suggestions [aria-selected='true'] {
    background: var(--_soft);
  }
  .suggestions .avatar {
    inline-size: 1.75rem;
    block-size: 1.75rem;
    flex: none;
    font-size: 0.8125em;
  }
  .suggestions bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .suggestions .name {
    font-weight: 600;
    flex-shrink: 0;
    max-inline-size: 60%;
  }
  @media (hover: hover) {
    .suggestions li:hover {
      background: var(--_raised);
    }
  }
  @media (forced-colors: active) {
    .suggestions [aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`
