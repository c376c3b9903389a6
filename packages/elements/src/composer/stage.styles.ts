import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How a picture looks while it is being painted. */
export const stageStyles: CSSResult = css`
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
    background: linear-gradient(
        115deg,
        var(--_soft) 30%,
        color-mix(in oklab, var(--_accent) 22%, var(--_surface)) 50%,
        var(--_soft) 70%
      )
      0 0 / 300% 100%;
    animation: sweep 2.4s linear infinite;
  }
  .stage canvas {
    display: block;
    inline-size: 100%;
    block-size: auto;
    max-block-size: var(--_picture-size);
  }
  .stage img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    opacity: 0;
    transition: opacity 0.5s ease-out;
  }
  .stage img.shown {
    opacity: 1;
  }
  .stage img[data-step='0'] {
    filter: blur(2px);
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
  @keyframes sweep {
    from {
      background-position: 150% 0;
    }
    to {
      background-position: 0 0;
    }
  }
`
