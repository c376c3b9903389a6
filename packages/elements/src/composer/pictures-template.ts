import type { Media } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { draw } from '../post/icons.js'
import { laterIcons } from '../post/later-icons.js'
import { localPicture, ratioOf } from '../post/local-picture.js'
import { setStyle } from '../reactive/set-style.js'
import { pictureTemplate } from '../post/picture-template.js'
import type { Strings } from '../strings.js'
import type { ComposerController } from './composer-controller.js'
import { chosenOf, maxPictures } from './composer-draft.js'
import type { PickedFile } from './composer-draft.js'
import { besideBelow } from './picture-size.js'

const plus = draw('M12 5v14M5 12h14')
const check = draw('m5 12.5 4.5 4.5L19 7.5')

/** Draws the pictures of the post that is being written, each with its description. */
export function picturesTemplate(composer: ComposerController, strings: Strings): TemplateResult | typeof nothing {
  const { written } = composer
  const { painted, files } = written
  const chosen = chosenOf(written)
  if (painted.length + files.length === 0) return nothing
  return html`${painted.length > 1 ? variantsTemplate(composer, strings) : nothing}
    <div class="pictures-box" data-count=${chosen.length + files.length}>
      ${chosen.map((media) => paintedTemplate(media, composer, strings))}
      ${files.map((picked) => fileTemplate(picked, composer, strings))}
    </div>`
}

/** Draws several painted pictures to choose from: a click takes one instead of the others, its corner takes it beside them. */
function variantsTemplate(composer: ComposerController, strings: Strings): TemplateResult {
  const { painted, chosen } = composer.written
  return html`<div class="variants" part="variants" role="group" aria-label=${strings.generated(painted.length)}>
    ${painted.map(({ id, sources, width, height }, index) => {
      const isChosen = chosen.includes(id)
      const word = isChosen ? strings.leaveVariant(index + 1) : strings.takeVariant(index + 1)
      return html`<div class="variant" data-chosen=${isChosen}>
        <button
          type="button"
          aria-pressed=${isChosen}
          aria-label=${strings.variant(index + 1, painted.length)}
          @click=${() => composer.write({ chosen: [id] })}
        >
          <img src=${sources[0]?.url ?? ''} alt="" width=${width} height=${height} />
        </button>
        ${
          isChosen && chosen.length === 1
            ? nothing
            : html`<button
                type="button"
                class="also"
                aria-label=${word}
                title=${word}
                @click=${() => toggle(composer, id)}
              >
                ${isChosen ? check : plus}
              </button>`
        }
      </div>`
    })}
  </div>`
}

function paintedTemplate(media: Media, composer: ComposerController, strings: Strings): TemplateResult {
  const { alts } = composer.written
  const picture = pictureTemplate(media, 0, { context: { strings }, isFirst: true, fallbackLabel: strings.picture })
  const alt = altTemplate(alts[media.id] ?? media.alt, strings.altProposed, strings, (words) =>
    composer.write({ alts: { ...alts, [media.id]: words } }),
  )
  return pickedTemplate(picture, media.width / media.height, isAlone(composer), alt, strings, () =>
    toggle(composer, media.id),
  )
}

function fileTemplate(picked: PickedFile, composer: ComposerController, strings: Strings): TemplateResult {
  const { files } = composer.written
  const replace = (change: readonly PickedFile[]): void =>
    composer.write({ files: files.flatMap((other) => (other === picked ? change : [other])) })
  const ratio = ratioOf(picked.file)
  const picture = html`<canvas
    class="local"
    width="4"
    height="3"
    role="img"
    aria-label=${picked.alt || strings.picture}
    data-note=${strings.noPreview}
    @drawn=${() => ratio ?? composer.redraw()}
    ${localPicture(picked.file)}
  ></canvas>`
  const alt = altTemplate(picked.alt, strings.altHint, strings, (words) => replace([{ ...picked, alt: words }]))
  return pickedTemplate(picture, ratio ?? 4 / 3, isAlone(composer), alt, strings, () => replace([]))
}

const isAlone = ({ written: { chosen, files } }: ComposerController): boolean => chosen.length + files.length === 1

function pickedTemplate(
  picture: TemplateResult,
  ratio: number,
  isAlone: boolean,
  alt: TemplateResult,
  strings: Strings,
  remove: () => void,
): TemplateResult {
  return html`<div class="picked ${isAlone && ratio < besideBelow ? 'beside' : ''}" ${setStyle({ '--_ratio': ratio })}>
    <div class="whole">
      ${picture}
      <button
        type="button"
        class="remove"
        aria-label=${strings.removePicture}
        title=${strings.removePicture}
        @click=${remove}
      >
        ${laterIcons.close}
      </button>
    </div>
    ${alt}
  </div>`
}

/** Takes one painted picture into the post beside the others, or out of it. The last one lets all of them go. */
function toggle(composer: ComposerController, id: string): void {
  const { chosen, files } = composer.written
  if (!chosen.includes(id)) {
    const hasRoom = chosen.length + files.length < maxPictures
    composer.write(hasRoom ? { chosen: [...chosen, id] } : {})
    if (!hasRoom) composer.complaint = 'number'
  } else if (chosen.length > 1) composer.write({ chosen: chosen.filter((other) => other !== id) })
  else {
    composer.generation = undefined
    composer.write({ painted: [], chosen: [], alts: {} })
    composer.goBack()
  }
}

function altTemplate(alt: string, hint: string, strings: Strings, onInput: (alt: string) => void): TemplateResult {
  return html`<label class="alt-line">
    <span class="label">${strings.altLabel} <small class="quiet">${hint}</small></span>
    <textarea
      class="alt"
      part="alt"
      rows="1"
      maxlength="1500"
      placeholder=${strings.altPlaceholder}
      .value=${alt}
      @input=${(event: Event) => onInput((event.target as HTMLTextAreaElement).value)}
    ></textarea>
  </label>`
}
