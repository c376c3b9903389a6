import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How dialogs over posts look; comes with them. */
export const overlayStyles: CSSResult = css`
  dialog {
    /* Of the window, also where a page is zoomed by style. */
    inline-size: min(42rem, 100%);
    max-inline-size: none;
    max-block-size: min(60rem, 94%);
    margin: auto;
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    overflow: hidden;
    overscroll-behavior: contain;
    box-shadow: 0 1.5rem 5rem rgb(0 0 0 / 0.28);
    container-type: inline-size;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: rise 0.18s ease-out;
  }
  dialog.provenance,
  dialog.report,
  dialog.edit {
    inline-size: min(27rem, calc(100% - 2rem));
  }
  .form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.875rem;
    padding: 1rem 1.125rem 1.125rem;
    font-size: 0.9375em;
  }
  .form label {
    display: grid;
    grid-template-columns: inherit;
    gap: 0.25rem;
    font-weight: 600;
  }
  .form .check {
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 0.625rem;
    min-block-size: 1.5rem;
    font-weight: 400;
  }
  .check input {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
    accent-color: var(--_accent);
  }
  .form :is(textarea, select) {
    min-block-size: 2.5rem;
    padding: 0.5rem 0.75rem;
    /* Nothing but its edge shows where an empty field is. */
    border: 1px solid color-mix(in oklab, var(--_muted) 70%, var(--_surface));
    border-radius: 0.75rem;
    background: var(--_surface);
    font-weight: 400;
    resize: vertical;
  }
  .form-end {
    display: flex;
    justify-content: end;
  }
  dialog::backdrop {
    background: rgb(8 8 12 / 0.55);
    animation: fade 0.18s;
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 0.75rem;
    }
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding-block: 0.625rem;
    padding-inline: 1.125rem 0.625rem;
    border-block-end: 1px solid var(--_border);
  }
  .bar b {
    flex: 1;
    font-weight: 650;
  }
  .bar .close {
    color: var(--_muted);
  }
  .close:hover {
    background: var(--_raised);
  }
  .content {
    overflow-y: auto;
    overscroll-behavior: contain;
    min-block-size: 0;
  }
  .bare {
    max-inline-size: none;
  }
  /* Below what is read and pressed, and not over it. */
  dialog > :is(.asking, .toast) {
    position: static;
    flex: none;
  }
  .in-thread {
    border-block-end: 1px solid var(--_border);
  }
  .link {
    min-block-size: 1.5rem;
    color: var(--_accent);
    overflow-wrap: anywhere;
  }
  .provenance .bar {
    border: 0;
    padding-block-end: 0;
  }
  div.provenance {
    padding: 0.25rem 1.125rem 1.125rem;
    font-size: 0.9375em;
  }
  .provenance dl {
    display: grid;
    grid-template-columns: minmax(5.5rem, max-content) 1fr;
    gap: 0.375rem 1rem;
    margin: 0 0 0.75rem;
  }
  .provenance dt {
    color: var(--_muted);
  }
  .provenance dd {
    margin: 0;
    overflow-wrap: anywhere;
    overflow: clip;
  }
  .provenance p {
    margin: 0;
    font-size: 0.875em;
  }
  @media print {
    /* What is open is what is wanted on paper: alone, whole, and on as many sheets as it takes. */
    :has(> dialog[open]) > :not(dialog),
    dialog:has(~ dialog[open]),
    .bar .close {
      display: none;
    }
    dialog[open] {
      position: absolute;
      inset: 0 auto auto 0;
      display: block;
      inline-size: 100%;
      max-block-size: none;
      margin: 0;
      border: 0;
      overflow: visible;
      box-shadow: none;
      animation: none;
    }
    dialog::backdrop {
      background: #fff;
    }
    .content {
      overflow: visible;
    }
  }
  @media (max-width: 30rem) {
    dialog.thread,
    dialog.composer {
      inline-size: 100%;
      block-size: 100%;
      max-block-size: none;
      border: 0;
      border-radius: 0;
    }
  }
`
