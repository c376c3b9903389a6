import type { Quota } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { timeOfDay } from '../post/intl-formats.js'
import type { Strings } from '../strings.js'
import { composerIcons } from './composer-icons.js'
import { shapeOf, sidesOf } from './picture-size.js'

/** Draws the sizes that the server paints, to choose from. */
export function sizesTemplate(
  sizes: readonly string[],
  chosen: string,
  strings: Strings,
  choose: (size: string) => void,
): TemplateResult | typeof nothing {
  if (sizes.length < 2) return nothing
  return html`<div class="sizes" role="group" aria-label=${strings.sizeLabel}>
    ${sizes.map((size) => {
      const shape = shapeOf(size)
      const { width, height } = sidesOf(size)
      const words = `${strings[shape]}, ${width} × ${height}`
      const isOnly = sizes.filter((other) => shapeOf(other) === shape).length === 1
      return html`<button
        type="button"
        class="opt"
        aria-pressed=${size === chosen}
        aria-label=${isOnly ? strings[shape] : words}
        title=${words}
        @click=${() => choose(size)}
      >
        ${composerIcons[shape]}${isOnly ? nothing : html`<small>${width}</small>`}
      </button>`
    })}
  </div>`
}

/** Draws how many pictures are painted at once, to choose from. */
export function countTemplate(chosen: number, strings: Strings, choose: (count: number) => void): TemplateResult {
  return html`<select
    class="opt count"
    aria-label=${strings.countLabel}
    title=${strings.countLabel}
    @change=${(event: Event) => choose(Number((event.target as HTMLSelectElement).value))}
  >
    ${[1, 2, 3, 4].map((count) => html`<option value=${count} ?selected=${count === chosen}>×${count}</option>`)}
  </select>`
}

/** How many pictures may still be painted today; undefined where that is not known, or of a day that is over. */
export function leftOf(quota: Quota | undefined, nowMs: number): number | undefined {
  if (!quota || Date.parse(quota.resetsAt) <= nowMs) return undefined
  return Math.max(0, quota.limit - quota.used)
}

/** Says what painting takes of what is left today, or when there is more. */
export function costSentence(
  { resetsAt, limitedBy }: Quota,
  left: number,
  count: number,
  language: string,
  strings: Strings,
): string {
  if (left > 0)
    return count === 1 ? strings.quotaLeft(left, limitedBy) : strings.quotaCost(Math.min(count, left), left, limitedBy)
  return strings.quotaSpent(timeOfDay(resetsAt, language), limitedBy)
}
