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
  .stage :is(canvas, img) {
    display: block;
    inline-size: 100%;
    block-size: auto;
    max-block-size: 30rem;
    object-fit: cover;
  }
  .stage img {
    position: absolute;
    inset: 0;
    block-size: 100%;
    max-block-size: none;
    scale: 1.06;
    filter: blur(18px) saturate(1.1);
    transition:
      filter 0.9s ease-out,
      scale 0.9s ease-out;
    animation: appear 0.6s ease-out;
  }
  .stage img[data-step='1'] {
    filter: blur(9px);
    scale: 1.03;
  }
  .stage img:is([data-step='2'], [data-step='3']) {
    filter: blur(3px);
    scale: 1.01;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
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
`
