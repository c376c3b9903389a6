import { css } from 'lit'
import type { CSSResult } from 'lit'

/** How it looks when posts are on their way, or when there are none. */
export const noticeStyles: CSSResult = css`
  .skeleton {
    padding-block-end: 1.25rem;
  }
  .bone {
    display: block;
    block-size: 0.875rem;
    margin-block: 0.4375rem 0.75rem;
    border-radius: 0.5rem;
    background: linear-gradient(100deg, var(--_raised) 35%, var(--_border) 50%, var(--_raised) 65%) 0 0 / 300% 100%;
    animation: sweep 1.8s linear infinite;
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
  @keyframes sweep {
    from {
      background-position: 150% 0;
    }
    to {
      background-position: 0 0;
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
  .notice p {
    margin: 0 0 0.5rem;
    max-inline-size: 34ch;
  }
`
