import type { ReactiveController } from 'lit'
import type { ClientController } from '../reactive/client-controller.js'
import type { ComposerController } from './composer-controller.js'
import type { ComposerHost } from './composer-host.js'
import type { Written } from './composer-draft.js'
import { keepDraft, readDraft } from './kept-draft.js'
import type { PaintedGeneration } from './painter.js'

/** Keeps what is written in a composer for the tab and the page, so that a reload loses nothing but picture files: those
 *  are too large for this storage. Pictures that are being painted are found again and followed. */
export class DraftKeeper implements ReactiveController {
  readonly #host: ComposerHost
  readonly #desk: ClientController
  readonly #composer: ComposerController
  readonly #hasWork: () => boolean
  #key: string | undefined
  #written: Written | undefined
  #generation: PaintedGeneration | undefined

  /** @param hasWork tells whether somebody has put something into the composer */
  constructor(host: ComposerHost, desk: ClientController, composer: ComposerController, hasWork: () => boolean) {
    this.#host = host
    this.#desk = desk
    this.#composer = composer
    this.#hasWork = hasWork
    host.addController(this)
  }

  hostUpdated(): void {
    const { client, session } = this.#desk
    // Before it is known who is there, nobody's words are shown to anybody.
    if (!client || session.status === 'unknown' || session.status === 'signing-in') return
    const key = this.#findKey(client)
    if (key !== this.#key) {
      // What was written was posted, given up, or goes on under the new key: nothing is left under the old one.
      if (this.#key !== undefined) forget(this.#key)
      this.#key = key
      this.#written = undefined
      if (key !== undefined && !this.#hasWork()) this.#restore(key)
    }
    if (key !== undefined) this.#save(key)
  }

  /** Where the draft lies; undefined for one that is kept elsewhere: an own post that waits and is edited in a dialog. */
  #findKey({ server, site }: { readonly server: string; readonly site: string }): string | undefined {
    const { remixOf, commentOn, quoteOf, place } = this.#host
    const target = [remixOf, commentOn, quoteOf].join(' ')
    if (place === 'dialog' && target.trim() === '') return undefined
    return `ai-feed-draft ${server} ${site} ${location.pathname}${location.search} ${target}`
  }

  #restore(key: string): void {
    const kept = readDraft(read(key))
    if (!kept || (kept.userId !== undefined && kept.userId !== this.#userId)) return
    this.#composer.write(kept.written)
    if (kept.generation && this.#desk.session.status === 'signed-in') void this.#composer.resume(kept.generation)
  }

  #save(key: string): void {
    const { written, generation } = this.#composer
    if (written === this.#written && generation === this.#generation) return
    this.#written = written
    this.#generation = generation
    const kept = this.#hasWork() || generation ? keepDraft(written, generation, this.#userId) : undefined
    try {
      if (kept) sessionStorage.setItem(key, JSON.stringify(kept))
      else forget(key)
    } catch {
      // Storage is closed or full: what is written stays on the page.
    }
  }

  get #userId(): string | undefined {
    const { session } = this.#desk
    return 'user' in session ? session.user.id : undefined
  }
}

function forget(key: string): void {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // Storage is closed to this page, so there is nothing in it.
  }
}

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    // Storage is closed to this page.
    return ''
  }
}
