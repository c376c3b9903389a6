import { withDraft } from './composer-draft.js'
import type { ComposerState } from './composer-state.js'
import type { StatusActions } from './composer-status-template.js'
import type { Poster } from './poster.js'
import type { TakenAway } from './taken-away.js'
import type { WorkPlace } from './work-place.js'

/** What the buttons beside a status work with. */
export interface StatusPorts {
  readonly place: WorkPlace
  readonly poster: Poster
  readonly taken: TakenAway
  readonly getState: () => ComposerState
}

/** Does what the buttons beside a status say. */
export class StatusButtons implements StatusActions {
  readonly #ports: StatusPorts
  isAsked = false

  constructor(ports: StatusPorts) {
    this.#ports = ports
  }

  readonly retry = async (): Promise<void> => {
    const { poster, place } = this.#ports
    const { composer } = place
    await (this.#entryId ? poster.retry(this.#entryId) : (composer.again() ?? composer.generate()))
  }

  get edit(): (() => void) | undefined {
    const { poster, place } = this.#ports
    const { host, composer, hasWork } = place
    const draft = poster.draftOf(this.#entryId)
    // What is being written has no room for another post, and files alone can be taken back.
    if (!draft || hasWork || draft.pictures?.some((picture) => 'mediaId' in picture)) return undefined
    return () => {
      composer.write(withDraft(composer.written, draft))
      const { commentOn = '', quoteOf = '' } = draft
      Object.assign(host, { commentOn, quoteOf })
      void this.discard()
      host.focus()
    }
  }

  readonly ask = (isAsked: boolean): void => {
    const { host } = this.#ports.place
    this.isAsked = isAsked
    host.requestUpdate()
    const wanted = isAsked ? '[data-keep]' : '[data-ask]'
    void host.updateComplete.then(() => host.renderRoot.querySelector<HTMLElement>(wanted)?.focus())
  }

  readonly discard = async (): Promise<void> => {
    const { poster, place } = this.#ports
    const entryId = this.#entryId
    place.composer.goBack()
    if (entryId) await poster.discard(entryId)
  }

  readonly startOver = (): void => {
    const { host, composer, desk } = this.#ports.place
    const { written } = composer
    const { remixOf, commentOn, quoteOf } = host
    const bringBack = (): boolean => {
      Object.assign(host, { remixOf, commentOn, quoteOf })
      composer.write(written)
      return true
    }
    const sentence = desk.allStrings.emptied
    this.#ports.taken.take({ sentence, bringBack, needsEmpty: true }, () => composer.reset())
  }

  get #entryId(): string | undefined {
    const state = this.#ports.getState()
    return state.status === 'failed' ? state.entryId : undefined
  }
}
