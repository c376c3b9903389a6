import { isFeedError } from '@ai-feed/core'
import type { Submission, User } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { errorSentence } from '../error-sentence.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'
import type { Strings } from '../strings.js'
import type { AccountHost } from './account-host.js'

/** The way back to people who were muted or blocked: their posts, where one did it, are not there any more. */
export class SilencedPeople {
  readonly #host: AccountHost
  readonly #desk: ClientController
  readonly #announcer: Announcer
  #found: User | undefined
  #sentence = ''

  constructor(host: AccountHost, desk: ClientController, announcer: Announcer) {
    this.#host = host
    this.#desk = desk
    this.#announcer = announcer
  }

  template(strings: Strings): TemplateResult {
    const { handle = '', viewer } = this.#found ?? {}
    return html`<details class="silenced">
      <summary>${strings.silenced}</summary>
      <form @submit=${this.#find}>
        <label>
          <span>${strings.silencedHandle}</span>
          <input
            name="handle"
            required
            maxlength="31"
            autocapitalize="none"
            autocomplete="off"
            spellcheck="false"
            dir="ltr"
          />
        </label>
        <button type="submit" class="ghost">${strings.silencedFind}</button>
      </form>
      ${this.#sentence ? html`<p tabindex="-1">${this.#sentence}</p>` : nothing}
      ${viewer?.blocking ? this.#button(strings.unblock(handle), () => this.#set('setBlocked', strings.unblocked)) : nothing}
      ${viewer?.muting ? this.#button(strings.unmute(handle), () => this.#set('setMuted', strings.unmuted)) : nothing}
    </details>`
  }

  #button(words: string, onClick: () => Promise<void>): TemplateResult {
    return html`<button type="button" @click=${() => void onClick()}><bdi>${words}</bdi></button>`
  }

  readonly #find = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const written = form.querySelector('input')?.value ?? ''
    const handle = written.trim().replace(/^@/, '').toLowerCase()
    const { client, allStrings } = this.#desk
    if (!client || !handle) return
    await this.#try(async () => {
      const user = await client.loadUser(handle)
      const isSilenced = user.viewer?.blocking === true || user.viewer?.muting === true
      this.#show(user, isSilenced ? '' : allStrings.notSilenced(user.handle))
    })
  }

  async #set(method: 'setBlocked' | 'setMuted', told: (handle: string) => string): Promise<void> {
    const { client } = this.#desk
    const user = this.#found
    if (!client || !user) return
    await this.#try(async () => {
      const submission: Submission<void> = await client[method](user.handle, false)
      await submission.done
      const viewer = user.viewer && { ...user.viewer, [method === 'setBlocked' ? 'blocking' : 'muting']: false }
      this.#show({ ...user, viewer }, told(user.handle))
    })
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#show(undefined, errorSentence(isFeedError(error) ? error.code : undefined, this.#desk.allStrings))
    }
  }

  /** Shows what was found, and puts the cursor on what can be done about it. */
  #show(user: User | undefined, sentence: string): void {
    this.#found = user
    this.#sentence = sentence
    if (sentence) this.#announcer.say(sentence)
    this.#host.requestUpdate()
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector<HTMLElement>('.silenced > :is(button, p)')?.focus(),
    )
  }
}
