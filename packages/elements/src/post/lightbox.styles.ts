import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How a lightbox looks: dark in every theme, and the picture as large as there is room. */
export const lightboxStyles: CSSResult = css`
  dialog.lightbox {
    color-scheme: dark;
    inline-size: 100%;
    block-size: 100%;
    max-block-size: none;
    border: 0;
    border-radius: 0;
    background: #0b0c10;
    color: #eceef2;
  }
  .lightbox .bar {
    border: 0;
  }
  .lightbox .bar b {
    overflow: clip;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .lightbox .content {
    flex: 1;
    display: flex;
    flex-direction: column;
    overflow: hidden;
  }
  .stage {
    container-type: size;
    display: grid;
    place-items: center;
    flex: 1;
    min-block-size: 0;
    overflow: clip;
    touch-action: none;
    cursor: zoom-in;
  }
  /* As large as the stage lets it be in its own shape, so that the label stands on it; never too small for the label. */
  .stage .picture {
    inline-size: min(100cqi, 100cqb * var(--_ratio));
    aspect-ratio: var(--_ratio);
    min-inline-size: min(12rem, 100cqi);
    max-block-size: 100cqb;
  }
  .stage .frame {
    block-size: 100%;
    background: none;
    border-radius: 0;
    overflow: visible;
  }
  .stage .frame::after {
    display: none;
  }
  .stage .frame canvas {
    opacity: 0.25;
    filter: blur(24px);
  }
  .stage .frame img {
    block-size: 100%;
    max-block-size: none;
    object-fit: contain;
  }
  .tools {
    display: flex;
    justify-content: center;
    gap: 0.5rem;
    padding: 0.375rem;
  }
  .tools .close {
    inline-size: 2.75rem;
    block-size: 2.75rem;
  }
  .lightbox .close {
    color: inherit;
  }
  .lightbox .close:hover {
    background: rgb(255 255 255 / 0.12);
  }
  .turning:dir(rtl) {
    scale: -1 1;
  }
  .alt {
    flex: none;
    max-block-size: 7.5rem;
    margin: 0;
    padding: 0.25rem 1.125rem 0.875rem;
    overflow-y: auto;
    overflow-wrap: break-word;
    text-align: center;
    font-size: 0.9375em;
  }
  .alt:focus-visible {
    outline-offset: -2px;
  }
  @media print {
    dialog.lightbox {
      color-scheme: light;
      block-size: auto;
      background: #fff;
      color: #000;
    }
    .stage {
      container-type: normal;
    }
    .stage .picture {
      inline-size: min(100%, 22cm * var(--_ratio));
      max-block-size: none;
    }
    .alt {
      max-block-size: none;
    }
    .tools {
      display: none;
    }
  }
`
