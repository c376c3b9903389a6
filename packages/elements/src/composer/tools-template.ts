import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { icons } from '../post/icons.js'
import type { Strings } from '../strings.js'
import type { ComposerController } from './composer-controller.js'
import { countPrompt, isTooLong, maxPromptCharacters } from './composer-draft.js'
import { composerIcons } from './composer-icons.js'
import type { ComposerLayout } from './composer-layout.js'

/** Draws the prompt. Control and Enter paint it. */
export function promptTemplate(composer: ComposerController, strings: Strings, placeholder: string): TemplateResult {
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void composer.generate()
  }
  return html`<textarea
    class="field"
    part="prompt"
    rows="2"
    aria-label=${strings.promptLabel}
    placeholder=${placeholder}
    .value=${composer.written.prompt}
    ?readonly=${composer.state.status === 'generating'}
    @input=${(event: Event) => composer.write({ prompt: (event.target as HTMLTextAreaElement).value })}
    @keydown=${onKeydown}
  ></textarea>`
}

/** How many characters a prompt has too many; negative below the limit. */
const promptExcess = (prompt: string): number => countPrompt(prompt.trim()) - maxPromptCharacters

/** Draws how long a prompt is against what may be, once that is near. */
export function promptCounterTemplate(prompt: string, strings: Strings): TemplateResult | typeof nothing {
  const excess = promptExcess(prompt)
  if (excess <= -200) return nothing
  return html`<span class="counter ${excess > 0 ? 'over' : 'quiet'}" part="counter"
    >${excess > 0 ? strings.tooLong(excess) : strings.left(-excess)}</span
  >`
}

/** Draws the switch to a post without a picture. */
export function textOnlyTemplate(isTextOnly: boolean, strings: Strings, toggle: () => void): TemplateResult {
  return html`<button
    type="button"
    class="opt"
    aria-label=${strings.textOnly}
    aria-pressed=${isTextOnly}
    @click=${toggle}
  >
    ${composerIcons.text}<span>${strings.textOnly}</span>
  </button>`
}

/** Draws what is good to know before the click; what the page puts into the slot stands instead. */
export function hintTemplate(sentence: string): TemplateResult {
  return html`<slot name="hint"
    >${sentence ? html`<span class="quiet hint" id="hint">${sentence}</span>` : nothing}</slot
  >`
}

/** Draws what can be done next. */
export function buttonsTemplate(
  composer: ComposerController,
  layout: ComposerLayout,
  isSpent: boolean,
  strings: Strings,
  editPrompt: () => void,
): TemplateResult {
  const { written, isPostable } = composer
  const cancel = html`<button type="button" class="ghost" part="cancel-button" @click=${() => composer.cancel()}>
    ${strings.cancel}
  </button>`
  if (layout.isPainting) return cancel
  const canPost = isPostable && !isTooLong(written)
  const edit = html`<button type="button" class="ghost" @click=${editPrompt}>${strings.editPrompt}</button>`
  const generate = html`<button
    type="button"
    class=${layout.isWriting ? 'ghost' : 'primary'}
    part="generate-button"
    ?disabled=${isSpent || written.prompt.trim() === '' || promptExcess(written.prompt) > 0}
    aria-describedby="hint"
    @click=${() => void composer.generate()}
  >
    ${icons.spark}${strings.generate}
  </button>`
  const post = html`<button type="submit" class="primary" part="post-button" ?disabled=${!canPost}>
    ${layout.isComment ? strings.postComment : strings.post}
  </button>`
  return html`${written.painted.length > 0 && !layout.isPrompting ? edit : nothing}
  ${layout.isPrompting ? (composer.isWaiting ? cancel : generate) : nothing} ${layout.isWriting ? post : nothing}`
}
