import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How a picture looks while it is being painted. */
export const stageStyles: CSSResult = css`
  /* As wide as the picture is at its greatest height: nothing pale stands beside it. */
  .stage,
  .whole {
    position: relative;
    align-self: center;
    justify-self: center;
    inline-size: min(100%, var(--_picture-size) * var(--_ratio));
  }
  .sheet {
    display: grid;
    grid-template-columns: repeat(var(--_columns), 1fr);
    gap: 0.375rem;
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
  }
  .stage img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
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
  .low .progress {
    position: static;
    padding: 0.625rem 0 0;
    background: none;
    backdrop-filter: none;
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
  @container (min-width: 34rem) {
    /* Upright pictures and squares leave room for what is said of them. */
    .beside {
      --_picture-size: min(45vh, 22rem);
      display: grid;
      grid-template-columns: calc(var(--_picture-size) * var(--_ratio)) minmax(0, 1fr);
      gap: 1rem;
      inline-size: 100%;
    }
    .beside .progress {
      position: static;
      align-self: end;
      padding: 0 0 0.625rem;
      background: none;
      backdrop-filter: none;
    }
    .beside .alt-line {
      display: flex;
      flex-direction: column;
    }
    .beside .alt {
      flex: 1;
      max-block-size: none;
    }
  }
  @media (forced-colors: active) {
    .stage .canvas,
    .track {
      outline: 1px solid CanvasText;
      outline-offset: -1px;
    }
    .track::after {
      background: Highlight;
    }
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
