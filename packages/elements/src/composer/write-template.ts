import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { icons } from '../post/icons.js'
import { localPicture } from '../post/local-picture.js'
import { pictureTemplate } from '../post/picture-template.js'
import type { Strings } from '../strings.js'
import type { ComposerController } from './composer-controller.js'
import { countGraphemes, maxTextGraphemes } from './composer-draft.js'

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value

/** Draws the pictures of the post that is being written, each with its description. */
export function picturesTemplate(composer: ComposerController, strings: Strings): TemplateResult {
  const { painted, chosen, files, alt } = composer.written
  const media = painted[chosen]
  return html`
    ${
      painted.length > 1
        ? html`<div class="variants" part="variants" role="group" aria-label=${strings.generated(painted.length)}>
            ${painted.map(
              (picture, index) =>
                html`<button
                  type="button"
                  class="variant"
                  aria-pressed=${index === chosen}
                  aria-label=${strings.variant(index + 1, painted.length)}
                  @click=${() => composer.choose(index)}
                >
                  <img src=${picture.sources[0]?.url ?? ''} alt="" width=${picture.width} height=${picture.height} />
                </button>`,
            )}
          </div>`
        : nothing
    }
    ${
      media
        ? html`<div class="picked">
            ${pictureTemplate(media, 0, { context: { strings }, isFirst: true, fallbackLabel: strings.picture })}
            ${removeButton(strings, () => composer.dropPainted())}
            ${altTemplate(alt ?? media.alt, strings, (value) => composer.write({ alt: value }))}
          </div>`
        : nothing
    }
    ${files.map(
      ({ file, alt: words }, index) =>
        html`<div class="picked">
          <canvas
            class="local"
            width="4"
            height="3"
            role="img"
            aria-label=${words || strings.picture}
            data-note=${strings.noPreview}
            ${localPicture(file)}
          ></canvas>
          ${removeButton(strings, () => composer.write({ files: files.filter((_, other) => other !== index) }))}
          ${altTemplate(words, strings, (value) =>
            composer.write({
              files: files.map((picked, other) => (other === index ? { ...picked, alt: value } : picked)),
            }),
          )}
        </div>`,
    )}
  `
}

function removeButton(strings: Strings, onClick: () => void): TemplateResult {
  return html`<button
    type="button"
    class="remove"
    aria-label=${strings.removePicture}
    title=${strings.removePicture}
    @click=${onClick}
  >
    ${icons.close}
  </button>`
}

function altTemplate(alt: string, strings: Strings, onInput: (value: string) => void): TemplateResult {
  return html`<label class="alt-line">
    <span class="label">${strings.altLabel} <small class="quiet">${strings.altHint}</small></span>
    <textarea
      class="alt"
      part="alt"
      rows="1"
      maxlength="1500"
      placeholder=${strings.altPlaceholder}
      .value=${alt}
      @input=${(event: Event) => onInput(valueOf(event))}
    ></textarea>
  </label>`
}

/** Draws the words of the post. */
export function captionTemplate(composer: ComposerController, strings: Strings, placeholder: string): TemplateResult {
  return html`<textarea
    class="field caption"
    part="caption"
    rows="1"
    aria-label=${strings.captionLabel}
    placeholder=${placeholder}
    .value=${composer.written.text}
    @input=${(event: Event) => composer.write({ text: valueOf(event) })}
  ></textarea>`
}

/** Draws how many characters are left, as readers count them. */
export function counterTemplate(text: string, strings: Strings): TemplateResult {
  const left = maxTextGraphemes - countGraphemes(text)
  return html`<span class="counter ${left < 0 ? 'over' : 'quiet'}" part="counter"
    >${left < 0 ? strings.tooLong(-left) : strings.left(left)}</span
  >`
}

/** Draws who may do what with the post. Training consent stands outside, always in sight. */
export function policiesTemplate(composer: ComposerController, strings: Strings): TemplateResult {
  const { visibility, commentPolicy, remixPolicy, allowsTraining } = composer.written
  const everyone = [
    ['everyone', strings.policyEveryone],
    ['followers', strings.policyFollowers],
    ['nobody', strings.policyNobody],
  ] as const
  return html`<div class="policies" part="policies">
    <label class="consent">
      <input
        type="checkbox"
        role="switch"
        .checked=${allowsTraining}
        @change=${(event: Event) => composer.write({ allowsTraining: (event.target as HTMLInputElement).checked })}
      />
      <span
        ><b>${strings.trainingLabel}</b><br /><span class="quiet"
          >${allowsTraining ? strings.trainingOn : strings.trainingOff}</span
        ></span
      >
    </label>
    <details>
      <summary class="quiet">${strings.options}</summary>
      <div class="selects">
        ${selectTemplate(
          strings.visibilityLabel,
          visibility,
          [
            ['public', strings.visibilityPublic],
            ['followers', strings.visibilityFollowers],
          ],
          (value) => composer.write({ visibility: value }),
        )}
        ${selectTemplate(strings.commentPolicyLabel, commentPolicy, everyone, (value) => composer.write({ commentPolicy: value }))}
        ${selectTemplate(strings.remixPolicyLabel, remixPolicy, everyone, (value) => composer.write({ remixPolicy: value }))}
      </div>
    </details>
  </div>`
}

function selectTemplate<T extends string>(
  label: string,
  chosen: T,
  options: readonly (readonly [T, string])[],
  onChange: (value: T) => void,
): TemplateResult {
  return html`<label>
    <span class="quiet">${label}</span>
    <select @change=${(event: Event) => onChange(valueOf(event) as T)}>
      ${options.map(([value, words]) => html`<option value=${value} ?selected=${value === chosen}>${words}</option>`)}
    </select>
  </label>`
}
