import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How posts look on paper: dark on white whatever the theme, each on one sheet where it fits, texts whole, nothing to press.
 *  The AI label stays. */
export const printStyles: CSSResult = css`
  @media print {
    :host,
    :host([theme]) {
      color-scheme: light;
      --_surface: #fff;
      --_raised: #f5f5f3;
      --_soft: #fff;
      --_text: #000;
      --_muted: #444;
      --_border: #bbb;
    }
    .post {
      contain: none;
      break-inside: avoid;
    }
    .card {
      border: 0;
    }
    .ai-chip {
      print-color-adjust: exact;
    }
    .picture {
      /* Its label stays on the same sheet. */
      break-inside: avoid;
    }
    .row > .body > .text,
    .row .prompt,
    .lines bdi {
      display: block;
      overflow: visible;
    }
    .body > .prompt {
      border: 0;
      padding: 0;
    }
    .avatar {
      border: 1px solid var(--_border);
      color: var(--_text);
    }
    .pictures {
      /* Two posts with square pictures on a sheet. */
      max-inline-size: 9.5cm;
    }
    .text a {
      text-decoration: underline;
    }
    :is(.actions, .more, .more-text, .row-buttons, .toast, .asking, .skeleton, .in-thread) {
      display: none !important;
    }
  }
`
