import type { OutboxEntry, User } from '@ai-feed/core'
import { isFeedError } from '@ai-feed/core'
import type { ReactiveController } from 'lit'
import { errorSentence } from '../error-sentence.js'
import { ClockController } from '../reactive/clock-controller.js'
import { each } from '../reactive/each.js'
import { compose } from './compose-from.js'
import { isEditable, isPutOff, pendingTemplate } from './pending-template.js'
import type { PostBench } from './post-bench.js'

/** The own posts of an element that the server has not confirmed: draws them, and does what their buttons say. */
export class OwnEntries implements ReactiveController {
  readonly #bench: PostBench
  /** The one that somebody is asked about before it is thrown away. */
  #askedId: string | undefined
  readonly #clock: ClockController
  #isCounting = false

  constructor(bench: PostBench) {
    this.#bench = bench
    this.#clock = new ClockController(bench.host, 0)
    bench.host.addController(this)
  }

  template(entries: readonly OutboxEntry[], user: User | undefined): unknown {
    const { strings } = this.#bench
    const nowMs = Date.now()
    this.#isCounting ||= entries.some((entry) => isPutOff(entry, nowMs))
    return each(
      entries,
      ({ id }) => id,
      (entry) => pendingTemplate(entry, { user, strings, nowMs, isAsked: entry.id === this.#askedId }),
    )
  }

  /** Draws again while seconds are counted down. */
  hostUpdated(): void {
    this.#clock.everyMs = this.#isCounting ? 1000 : 0
    this.#isCounting = false
  }

  hostDisconnected(): void {
    this.#askedId = undefined
  }

  /** Does what a button of an own post says. */
  async act(id: string, action: string | undefined): Promise<void> {
    const { client, host, strings, options } = this.#bench
    const outbox = client?.outbox
    if (!outbox || !action) return
    switch (action) {
      case 'retry-entry':
        options.announcer.say(strings.pendingSending)
        return void (await this.#unlessSent(() => outbox.retry(id)))
      case 'sign-in-entry':
        return void (await this.#bench.signedIn(id))
      case 'edit-entry':
        return this.#edit(id)
      case 'ask-discard':
        return this.#ask(id)
      case 'keep-entry':
        return this.#ask(undefined)
      case 'discard-entry':
        await this.#unlessSent(
          () => outbox.discard(id),
          () => this.#bench.tell(strings.discarded),
        )
        return host.requestUpdate()
      default:
    }
  }

  /** Escape keeps what somebody was asked about. @returns whether it did */
  keydown({ key }: KeyboardEvent): boolean {
    if (key !== 'Escape' || !this.#askedId) return false
    this.#ask(undefined)
    return true
  }

  /** Brings a post that was refused back into a composer: it leaves the outbox once the page's composer keeps it, or once it is
   *  posted from one in a dialog. What still waits could go out meanwhile, and a picture that was generated exists on the
   *  server alone: such an entry stays what it is, with other words. */
  async #edit(id: string): Promise<void> {
    const outbox = this.#bench.client?.outbox
    const entry = outbox?.getSnapshot().find((other) => other.id === id)
    if (!outbox || !entry?.draft) return
    const { draft } = entry
    const { commentOn, quoteOf } = draft
    if (entry.status !== 'rejected' || !isEditable(entry)) {
      return this.#bench.over((overlay) =>
        overlay.openDraft(draft, (changed) =>
          this.#unlessSent(
            () => outbox.edit(id, changed),
            () => this.#bench.tell(this.#bench.strings.saved),
          ),
        ),
      )
    }
    const intent = { draft, entryId: id, ...(commentOn && { commentOn }), ...(quoteOf && { quoteOf }) }
    if (await compose(this.#bench, intent)) await outbox.discard(id).catch(ignoreGone)
  }

  /** Does something to an entry and says so, or that it has been posted before. @returns whether it was done */
  async #unlessSent(work: () => Promise<void>, onDone = (): void => {}): Promise<boolean> {
    const { strings } = this.#bench
    try {
      await work()
      onDone()
      return true
    } catch (error) {
      if (!isFeedError(error)) throw error
      this.#bench.tell(error.code === 'gone' ? strings.postedMeanwhile : errorSentence(error.code, strings))
      return false
    }
  }

  /** Asks whether an entry is to be thrown away, or stops asking; the focus goes where the answer is. */
  #ask(id: string | undefined): void {
    const { host } = this.#bench
    const entryId = id ?? this.#askedId ?? ''
    this.#askedId = id
    host.requestUpdate()
    const wanted = id ? 'keep-entry' : 'ask-discard'
    void host.updateComplete.then(() =>
      host.renderRoot
        .querySelector<HTMLElement>(`[data-entry="${CSS.escape(entryId)}"] [data-action="${wanted}"]`)
        ?.focus(),
    )
  }
}

/** It has left the outbox by itself. */
function ignoreGone(): void {}
