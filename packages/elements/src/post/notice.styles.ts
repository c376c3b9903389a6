import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How it looks when posts are on their way, or when there are none. */
export const noticeStyles: CSSResult = css`
  .skeleton {
    padding-block-end: 1.25rem;
    /* Of opacity alone: the main thread, which has posts to prepare, draws no frame of it. */
    animation: breathe 1.8s ease-in-out infinite alternate;
  }
  .bone {
    display: block;
    block-size: 0.875rem;
    margin-block: 0.4375rem 0.75rem;
    border-radius: 0.5rem;
    background: var(--_border);
  }
  .bone.short {
    inline-size: 40%;
  }
  .bone.tall {
    block-size: auto;
    aspect-ratio: 4 / 3;
    margin: 0;
    border-radius: var(--_image-radius);
  }
  .avatar.bone {
    block-size: 2.75rem;
    margin: 0;
    border-radius: 50%;
  }
  @container (max-width: 26rem) {
    .avatar.bone {
      block-size: 2.25rem;
    }
    .bone.tall {
      margin-inline-start: -2.875rem;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: none;
    }
  }
  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }
  .notice {
    display: grid;
    justify-items: center;
    gap: 0.375rem;
    padding: 2.5rem 1.5rem;
    text-align: center;
  }
  .notice b {
    font-size: 1.0625em;
    font-weight: 650;
  }
`
