import { isFeedError } from '@ai-feed/core'
import type { FeedOrder, Me } from '@ai-feed/core'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { errorSentence } from '../error-sentence.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'
import type { Strings } from '../strings.js'
import type { AccountHost } from './account-host.js'

/** The choice of how `for-you` is ordered. A feed of it on the page follows at once. */
export class FeedOrderChoice {
  readonly #host: AccountHost
  readonly #desk: ClientController
  readonly #announcer: Announcer
  #order: FeedOrder | undefined

  constructor(host: AccountHost, desk: ClientController, announcer: Announcer) {
    this.#host = host
    this.#desk = desk
    this.#announcer = announcer
  }

  /** Takes the order that holds now. What is not known cannot be changed: until then the choice stays closed. */
  learn({ defaults }: Me): void {
    this.#show(defaults.feedOrder ?? 'score')
  }

  template(strings: Strings): TemplateResult {
    const option = (order: FeedOrder, words: string): TemplateResult =>
      html`<option value=${order} .selected=${(this.#order ?? 'score') === order}>${words}</option>`
    return html`<label class="order">
      <span>${strings.feedOrder(strings.tabLabels['for-you'] ?? '')}</span>
      <select ?disabled=${this.#order === undefined} @change=${this.#onChange}>
        ${option('score', strings.bestFirst)}${option('newest', strings.newestFirst)}
      </select>
    </label>`
  }

  readonly #onChange = async (event: Event): Promise<void> => {
    const before = this.#order
    const feedOrder = (event.currentTarget as HTMLSelectElement).value as FeedOrder
    this.#show(feedOrder)
    try {
      await (
        await this.#desk.client?.editMe({ defaults: { feedOrder } })
      )?.done
    } catch (error) {
      this.#announcer.say(errorSentence(isFeedError(error) ? error.code : undefined, this.#desk.allStrings))
      // A later choice stands.
      if (this.#order === feedOrder) this.#show(before)
    }
  }

  #show(order: FeedOrder | undefined): void {
    this.#order = order
    this.#host.requestUpdate()
  }
}
