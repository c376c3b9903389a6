import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import { countGraphemes, maxTextGraphemes } from './composer-draft.js'

/** What completes mentions and tags in the words of a post, once it is loaded. */
export interface CaptionCompletion {
  /** Id of the option that Enter takes; absent while there is no list. */
  readonly activeId: string | undefined
  readonly isOpen: boolean
  template(): TemplateResult | typeof nothing
  /** Hears of keys and clicks, which may have moved the caret. */
  readonly follow: (event: Event) => void
}

/** Draws the words of the post. */
export function captionTemplate(
  text: string,
  placeholder: string,
  completion: CaptionCompletion | undefined,
  strings: Strings,
): TemplateResult {
  return html`<div class="caption-box">
    <textarea
      class="field caption"
      part="caption"
      rows="1"
      aria-label=${strings.captionLabel}
      aria-autocomplete="list"
      aria-haspopup="listbox"
      aria-controls=${completion?.isOpen ? 'suggestions' : nothing}
      aria-activedescendant=${completion?.activeId ?? nothing}
      placeholder=${placeholder}
      .value=${text}
      @keyup=${completion?.follow}
      @click=${completion?.follow}
    ></textarea>
    ${completion?.template() ?? nothing}
  </div>`
}

/** Draws how many characters are left, as readers count them, once the end is near. */
export function counterTemplate(text: string, strings: Strings): TemplateResult | typeof nothing {
  const left = maxTextGraphemes - countGraphemes(text)
  if (left >= 200) return nothing
  return html`<span class="counter ${left < 0 ? 'over' : 'quiet'}" part="counter"
    >${left < 0 ? strings.tooLong(-left) : strings.left(left)}</span
  >`
}
