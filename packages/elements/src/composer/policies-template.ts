import { html } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import type { ComposerController } from './composer-controller.js'
import { allowsTraining } from './composer-draft.js'
import type { Written } from './composer-draft.js'

/** Draws who may do what with the post, each in one line that says what the choice means. Training consent stands outside,
 *  always in sight. */
export function policiesTemplate(composer: ComposerController, strings: Strings): TemplateResult {
  const { written, defaults } = composer
  const isAllowed = allowsTraining(written, defaults)
  const visibility = written.visibility ?? defaults?.visibility ?? 'public'
  const commentPolicy = written.commentPolicy ?? defaults?.commentPolicy ?? 'everyone'
  const remixPolicy = written.remixPolicy ?? defaults?.remixPolicy ?? 'everyone'
  const line = <K extends 'visibility' | 'commentPolicy' | 'remixPolicy'>(
    key: K,
    chosen: NonNullable<Written[K]>,
    values: readonly NonNullable<Written[K]>[],
  ): TemplateResult => {
    const { label, options } = strings.policies[key]
    const words = options as Readonly<Record<string, { readonly name: string; readonly means: string }>>
    return html`<label class="policy">
      <span>${label}</span>
      <select
        aria-label=${label}
        aria-describedby="${key}-means"
        @change=${(event: Event) => composer.write({ [key]: (event.target as HTMLSelectElement).value })}
      >
        ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${words[value]?.name}</option>`)}
      </select>
      <small class="quiet" id="${key}-means">${words[chosen]?.means}</small>
    </label>`
  }
  const everyone = ['everyone', 'followers', 'nobody'] as const
  return html`<div class="policies" part="policies">
    <label class="consent">
      <input
        type="checkbox"
        role="switch"
        aria-label=${strings.trainingLabel}
        aria-describedby="training-means"
        .checked=${isAllowed}
        @change=${(event: Event) => composer.write({ allowsTraining: (event.target as HTMLInputElement).checked })}
      />
      <span
        ><b>${strings.trainingLabel}</b><br /><span class="quiet" id="training-means"
          >${isAllowed ? strings.trainingOn : strings.trainingOff}</span
        ></span
      >
    </label>
    <details>
      <summary>
        <span>${strings.options}</span>
        <span class="quiet">${strings.policies.visibility.options[visibility].name}</span>
      </summary>
      <div class="policy-list">
        ${line('visibility', visibility, ['public', 'followers'])} ${line('commentPolicy', commentPolicy, everyone)}
        ${line('remixPolicy', remixPolicy, everyone)}
      </div>
    </details>
  </div>`
}
