import type { Media } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { draw, icons } from '../post/icons.js'
import { laterIcons } from '../post/later-icons.js'
import { localPicture, ratioOf } from '../post/local-picture.js'
import { setStyle } from '../reactive/set-style.js'
import { pictureTemplate } from '../post/picture-template.js'
import type { Strings } from '../strings.js'
import type { ComposerController } from './composer-controller.js'
import { chosenOf, maxPictures } from './composer-draft.js'
import type { PickedFile } from './composer-draft.js'
import { besideBelow } from './picture-size.js'
import type { TakenAway } from './taken-away.js'

const plus = draw('M12 5v14M5 12h14')
const check = draw('m5 12.5 4.5 4.5L19 7.5')

/** What pictures are drawn of. */
interface Drawing {
  readonly composer: ComposerController
  readonly taken: TakenAway
  readonly strings: Strings
}

/** One of the pictures of the post, and how many there are. */
interface Place {
  readonly number: number
  readonly total: number
}

/** Draws the pictures of the post that is being written, each with its description. */
export function picturesTemplate(
  composer: ComposerController,
  taken: TakenAway,
  strings: Strings,
): TemplateResult | typeof nothing {
  const { painted, files } = composer.written
  const chosen = chosenOf(composer.written)
  const total = chosen.length + files.length
  const drawing = { composer, taken, strings }
  if (painted.length + files.length === 0) return nothing
  return html`${painted.length > 1 ? variantsTemplate(drawing) : nothing}
    <div class="pictures-box" data-count=${total}>
      ${chosen.map((media, index) => paintedTemplate(media, { number: index + 1, total }, drawing))}
      ${files.map((picked, index) => fileTemplate(picked, { number: chosen.length + index + 1, total }, drawing))}
    </div>`
}

/** Draws several painted pictures to choose from: a click takes one instead of the others, its corner takes it beside them. */
function variantsTemplate({ composer, taken, strings }: Drawing): TemplateResult {
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
                @click=${() => toggle(id, composer, taken, strings)}
              >
                ${isChosen ? check : plus}
              </button>`
        }
      </div>`
    })}
  </div>`
}

function paintedTemplate(media: Media, place: Place, drawing: Drawing): TemplateResult {
  const { composer, taken, strings } = drawing
  const { alts } = composer.written
  const label = html`<span class="ai-chip">${icons.spark}<b>${strings.ai}</b></span>`
  const fallbackLabel = strings.picture
  const picture = pictureTemplate(media, 0, { context: { strings }, isFirst: true, fallbackLabel, label })
  const alt = altTemplate(alts[media.id] ?? media.alt, strings.altProposed, place, strings, (words) =>
    composer.write({ alts: { ...composer.written.alts, [media.id]: words } }),
  )
  return pickedTemplate(picture, media.width / media.height, place, alt, strings, () =>
    toggle(media.id, composer, taken, strings),
  )
}

function fileTemplate(picked: PickedFile, place: Place, { composer, taken, strings }: Drawing): TemplateResult {
  const { files } = composer.written
  const replace = (change: readonly PickedFile[]): void =>
    composer.write({ files: files.flatMap((other) => (other === picked ? change : [other])) })
  const bringBack = (): boolean => {
    const isFree = hasRoom(composer)
    const now = composer.written.files
    if (isFree) composer.write({ files: now.toSpliced(Math.min(files.indexOf(picked), now.length), 0, picked) })
    return isFree
  }
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
  const alt = altTemplate(picked.alt, strings.altHint, place, strings, (words) => replace([{ ...picked, alt: words }]))
  return pickedTemplate(picture, ratio ?? 4 / 3, place, alt, strings, () =>
    taken.take({ sentence: strings.pictureRemoved, bringBack }, () => replace([])),
  )
}

/** Tells whether one picture more may come in, and says so where it may not. */
function hasRoom(composer: ComposerController): boolean {
  const { chosen, files } = composer.written
  const isFree = chosen.length + files.length < maxPictures
  if (!isFree) composer.complain('number')
  return isFree
}

function pickedTemplate(
  picture: TemplateResult,
  ratio: number,
  { number, total }: Place,
  alt: TemplateResult,
  strings: Strings,
  remove: () => void,
): TemplateResult {
  const word = total > 1 ? strings.removePictureOf(number, total) : strings.removePicture
  return html`<div
    class="picked ${total === 1 && ratio < besideBelow ? 'beside' : ''}"
    ${setStyle({ '--_ratio': ratio })}
  >
    <div class="whole">
      ${picture}
      <button type="button" class="remove" aria-label=${word} title=${word} @click=${remove}>
        ${laterIcons.close}
      </button>
    </div>
    ${alt}
  </div>`
}

/** Takes one painted picture into the post beside the others, or out of it. The last one lets all of them go. */
function toggle(id: string, composer: ComposerController, taken: TakenAway, strings: Strings): void {
  const { chosen, painted, alts } = composer.written
  if (!chosen.includes(id)) {
    if (hasRoom(composer)) composer.write({ chosen: [...chosen, id] })
  } else if (chosen.length > 1) composer.write({ chosen: chosen.filter((other) => other !== id) })
  else {
    const { generation } = composer
    const bringBack = (): boolean => {
      if (!hasRoom(composer)) return false
      composer.generation = generation
      composer.write({ painted, chosen, alts })
      return true
    }
    taken.take({ sentence: strings.pictureRemoved, bringBack }, () => {
      composer.generation = undefined
      composer.write({ painted: [], chosen: [], alts: {} })
      composer.goBack()
    })
  }
}

function altTemplate(
  alt: string,
  hint: string,
  { number, total }: Place,
  strings: Strings,
  onInput: (alt: string) => void,
): TemplateResult {
  const word = total > 1 ? strings.altLabelOf(number, total) : strings.altLabel
  return html`<label class="alt-line">
    <span class="label">${word} <small class="quiet" id="alt-hint-${number}">${hint}</small></span>
    <textarea
      class="alt"
      part="alt"
      aria-label=${word}
      aria-describedby="alt-hint-${number}"
      rows="1"
      maxlength="1500"
      placeholder=${strings.altPlaceholder}
      .value=${alt}
      @input=${(event: Event) => onInput((event.target as HTMLTextAreaElement).value)}
    ></textarea>
  </label>`
}
