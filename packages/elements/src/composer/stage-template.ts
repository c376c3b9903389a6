import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { each } from '../reactive/each.js'
import { setStyle } from '../reactive/set-style.js'
import { isWebUrl } from '../post/text-template.js'
import type { Strings } from '../strings.js'
import type { ComposerState } from './composer-state.js'
import { besideBelow, sidesOf } from './picture-size.js'

type Generating = Extract<ComposerState, { status: 'generating' }>

/** Draws the picture that is being painted: sharper with each preview, with the time it has taken. */
export function stageTemplate(
  state: Generating,
  size: string,
  count: number,
  nowMs: number,
  strings: Strings,
): TemplateResult {
  const { width, height } = sidesOf(size)
  const shown = Math.max(1, count, state.previews.length)
  const latest = Math.max(-1, ...state.previews.map((preview) => preview?.index ?? -1))
  const seconds = Math.max(0, Math.floor((nowMs - state.startedAtMs) / 1000))
  const word = state.isQueued ? strings.queuedGeneration : strings.generating
  // Rows that fill: two by two, but upright ones side by side.
  const columns = shown === 4 && width >= height ? 2 : shown
  const ratio = ((width / height) * columns * columns) / shown
  return html`<div
    class="stage ${ratio < besideBelow ? 'beside' : ratio > 2 ? 'low' : ''}"
    part="preview"
    ${setStyle({ '--_ratio': ratio, '--_columns': columns })}
  >
    <div class="sheet">
      ${Array.from({ length: shown }, (_, variant) => {
        const preview = state.previews[variant]
        return html`<div class="canvas">
          <canvas width=${width} height=${height} aria-hidden="true"></canvas>
          ${each(
            // The one before stays below until this one has faded in.
            [preview?.before, preview].filter((shown) => shown !== undefined && isWebUrl(shown.url)),
            (shown) => shown?.index ?? 0,
            (shown) =>
              html`<img
                src=${shown?.url ?? ''}
                alt=""
                width=${width}
                height=${height}
                data-step=${shown?.index ?? 0}
                @load=${fadeIn}
              />`,
          )}
        </div>`
      })}
    </div>
    <div class="progress" part="progress">
      <span><b>${word}</b>${latest >= 0 ? ` ${strings.preview(latest + 1)}` : ''}</span>
      <span class="quiet">${strings.elapsed(seconds)}</span>
      <i class="track" data-step=${Math.min(latest + 1, 4)}></i>
    </div>
  </div>`
}

const fadeIn = ({ target }: Event): void => (target as Element).classList.add('shown')
