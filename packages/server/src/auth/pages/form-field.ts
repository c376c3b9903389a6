import { html as markup, raw } from 'hono/html'
import type { Markup } from '../../http/page-markup.js'

/** A field of a form. */
export interface FormField {
  readonly name: 'handle' | 'name' | 'password'
  readonly label: string
  /** A word beside the label, such as "optional". */
  readonly note?: string
  /** A sentence below the field. */
  readonly hint?: string
  readonly value?: string
  readonly autocomplete: 'username' | 'nickname' | 'current-password' | 'new-password' | 'off'
  /** True when the page's alert is about this field. */
  readonly isFaulty?: boolean
  /** True for the one field that the reader begins with. */
  readonly isFirst?: boolean
}

/** Draws a field with its label and hint. */
export function drawField(field: FormField): Markup {
  const { name, label, note, hint, value, autocomplete, isFaulty = false, isFirst = false } = field
  const describedBy = [...(hint === undefined ? [] : [`${name}-hint`]), ...(isFaulty ? ['fault'] : [])].join(' ')
  return markup`<div><label for="${name}">${label}${note === undefined ? '' : markup` <span>(${note})</span>`}</label>
<input id="${name}" name="${name}" ${raw(attributes[name])} autocomplete="${autocomplete}"
${value === undefined ? '' : markup` value="${value}"`}
${describedBy === '' ? '' : markup` aria-describedby="${describedBy}"`}
${isFaulty ? markup` aria-invalid="true"` : ''}
${isFirst ? markup` autofocus` : ''}>
${hint === undefined ? '' : markup`<span class="hint" id="${name}-hint">${hint}</span>`}</div>`
}

/** Limits are wide: what is too long is answered with a sentence, not cut off while it is typed. */
const attributes = {
  handle: 'required maxlength="64" autocapitalize="none" autocorrect="off" spellcheck="false"',
  name: 'maxlength="1000" dir="auto"',
  password: 'type="password" required maxlength="512"',
} as const
