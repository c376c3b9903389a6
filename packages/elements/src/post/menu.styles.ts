import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How the menus of posts look, and what is said about what was done in them. */
export const menuStyles: CSSResult = css`
  .post:has(.menu) {
    /* The menu of a short post reaches over the next one. */
    contain: none;
    position: relative;
    z-index: 3;
  }
  .body:has(> .menu) {
    position: relative;
  }
  .menu {
    position: absolute;
    inset-inline-end: 0.75rem;
    inset-block-start: 3rem;
    z-index: 3;
    min-inline-size: 11rem;
    max-inline-size: min(18rem, calc(100% - 1.5rem));
    padding: 0.375rem;
    border-radius: 0.875rem;
    box-shadow: 0 0.75rem 2.5rem rgb(0 0 0 / 0.2);
    font-size: 0.9375em;
  }
  .menu.for-repost {
    inset-inline: 0 auto;
    inset-block: auto 2.625rem;
  }
  .menu button {
    display: flex;
    gap: 0.625rem;
    inline-size: 100%;
    padding: 0.5rem 0.75rem;
    border-radius: 0.625rem;
    overflow-wrap: anywhere;
  }
  .menu svg {
    margin-block-start: 0.125rem;
  }
  .menu p,
  .menu ul {
    margin: 0.375rem 0.75rem;
  }
  .menu ul {
    padding-inline-start: 1.125rem;
  }
  .asking,
  .toast {
    position: sticky;
    inset-block-end: 0.75rem;
    z-index: 4;
    margin: 0.75rem;
    padding: 0.75rem 1rem;
    border-radius: 0.875rem;
    box-shadow: 0 0.75rem 2.5rem rgb(0 0 0 / 0.2);
  }
  .toast {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 0.5rem;
    padding-block: 0.375rem;
    background: var(--_text);
    color: var(--_surface);
    font-size: 0.9375em;
    animation: drop 0.2s ease-out;
  }
  .toast span {
    flex: 1 1 10rem;
    overflow-wrap: anywhere;
  }
  .close {
    display: grid;
    place-items: center;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    border-radius: 50%;
    color: inherit;
    flex: none;
  }
  .toast :focus-visible {
    outline-color: currentColor;
  }
  .toast .ghost {
    min-block-size: 2rem;
    border-color: currentColor;
  }
`
