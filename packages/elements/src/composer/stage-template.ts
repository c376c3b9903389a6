import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { isWebUrl } from '../post/text-template.js'
import type { Strings } from '../strings.js'
import { composerIcons } from './composer-icons.js'
import type { ComposerState } from './composer-state.js'

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
  return html`<div class="stage" part="preview" data-count=${shown}>
    ${Array.from({ length: shown }, (_, variant) => {
      const preview = state.previews[variant]
      return html`<div class="canvas">
        <canvas width=${width} height=${height} aria-hidden="true"></canvas>
        ${repeat(
          // The one before stays below until this one has faded in.
          [preview?.before, preview].filter((shown) => shown !== undefined && isWebUrl(shown.url)),
          (shown) => shown?.url,
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
    <div class="progress" part="progress">
      <span><b>${word}</b>${latest >= 0 ? ` ${strings.preview(latest + 1)}` : ''}</span>
      <span class="quiet">${strings.elapsed(seconds)}</span>
      <i class="track" data-step=${Math.min(latest + 1, 4)}></i>
    </div>
  </div>`
}

const fadeIn = ({ target }: Event): void => (target as Element).classList.add('shown')

const sizes = [
  ['1024x1024', 'square'],
  ['1536x1024', 'landscape'],
  ['1024x1536', 'portrait'],
] as const

/** Draws the shapes to choose from. */
export function sizesTemplate(chosen: string, strings: Strings, choose: (size: string) => void): TemplateResult {
  return html`<div class="sizes" role="group" aria-label=${strings.sizeLabel}>
    ${sizes.map(
      ([size, name]) =>
        html`<button
          type="button"
          class="opt"
          aria-pressed=${size === chosen}
          aria-label=${strings[name]}
          title=${strings[name]}
          @click=${() => choose(size)}
        >
          ${composerIcons[name]}
        </button>`,
    )}
  </div>`
}

/** Reads `1536x1024`; a square when it is something else. */
export function sidesOf(size: string): { width: number; height: number } {
  const [, width, height] = /^(\d{2,5})x(\d{2,5})$/.exec(size) ?? []
  return { width: Number(width ?? 1024), height: Number(height ?? 1024) }
}
