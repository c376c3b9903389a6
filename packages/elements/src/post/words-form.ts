import { html } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import { fieldTexts } from './field-texts.js'

/** The words of a post and those for its pictures, in their order. */
export interface Words {
  readonly text: string
  readonly alts: readonly string[]
}

/** A form that changes words; one without pictures cannot be left empty. */
export function wordsForm({ text, alts }: Words, strings: Strings, save: (event: SubmitEvent) => void): TemplateResult {
  return html`<form class="form" @submit=${save}>
    <label>
      <span>${strings.captionLabel}</span>
      <textarea name="text" rows="4" dir="auto" ?required=${alts.length === 0} .defaultValue=${text}></textarea>
    </label>
    ${alts.map(
      (alt, index) =>
        html`<label>
          <span>${strings.altLabel}${alts.length > 1 ? ` ${index + 1}` : ''}</span>
          <textarea name="alt" rows="2" dir="auto" .defaultValue=${alt}></textarea>
        </label>`,
    )}
    <div class="form-end"><button type="submit" class="primary">${strings.save}</button></div>
  </form>`
}

/** Reads what stands in that form; undefined where spaces alone are no text. */
export function wordsIn(form: HTMLFormElement): Words | undefined {
  const text = fieldTexts(form, 'text')[0] ?? ''
  const field = form.querySelector('textarea')
  if (field && text === '') field.value = ''
  return form.reportValidity() ? { text, alts: fieldTexts(form, 'alt') } : undefined
}
