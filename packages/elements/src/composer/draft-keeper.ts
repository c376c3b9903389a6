import type { DraftPlace, FeedClient, KeptDraft } from '@ai-feed/core'
import type { ReactiveController } from 'lit'
import { ratioOf } from '../post/local-picture.js'
import type { ClientController } from '../reactive/client-controller.js'
import type { LazyController } from '../reactive/lazy-controller.js'
import type { ComposerController, PaintedGeneration } from './composer-controller.js'
import type { ComposerHost } from './composer-host.js'
import type { Written } from './composer-draft.js'
import { DraftRoom } from './draft-room.js'
import { purposeOf } from './held-room.js'
import { keepDraft, readDraft } from './kept-draft.js'
import type { WorkPlace } from './work-place.js'

/** Places are opened one after the other: one that was left before it was open is free again for whoever comes back. */
let opening: Promise<void> = Promise.resolve()

/** Keeps what is written in a composer, pictures too, for whoever writes it: through reloads, closed tabs and crashes.
 *  Pictures that are being painted are found again and followed. */
export class DraftKeeper implements ReactiveController {
  readonly #host: ComposerHost
  readonly #desk: ClientController
  readonly #composer: ComposerController
  readonly #hasWork: () => boolean
  readonly #room: DraftRoom
  #name: string | undefined
  #userId: string | undefined
  #place: DraftPlace | undefined
  #written: Written | undefined
  #generation: PaintedGeneration | undefined
  #shapes = ''
  /** The words that were kept last: who comes back to them goes on with the same draft. */
  #kept: string | undefined
  /** The page is being left: a place that it held would keep it out of the back/forward cache. */
  #isAway = false
  #isBack = false

  /** @param work what draws pictures and choices of a draft */
  constructor(place: WorkPlace, work: LazyController<unknown>) {
    const { host } = place
    this.#host = host
    this.#desk = place.desk
    this.#composer = place.composer
    this.#hasWork = () => place.hasWork
    this.#room = new DraftRoom(host, work)
    host.addController(this)
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#onPageHide)
    addEventListener('pageshow', this.#onPageShow)
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#onPageHide)
    removeEventListener('pageshow', this.#onPageShow)
    // An element that is moved leaves and enters in one task.
    queueMicrotask(() => this.#host.isConnected || this.#leave())
  }

  hostUpdated(): void {
    const { client, session } = this.#desk
    // Before it is known who is there, nobody's words are shown to anybody.
    if (!client || this.#isAway || session.status === 'unknown' || session.status === 'signing-in') return
    const userId = 'user' in session ? session.user.id : undefined
    // An own post that is edited has a draft of its own.
    const name = `${userId ?? ''} ${purposeOf(this.#host)}`
    if (name === this.#name) return this.#save()
    const hasSignedOut = this.#userId !== undefined && userId === undefined
    // What was written was posted, given up, or goes on under the new name: nothing is left under the old one. Who signs
    // out has it back when they are here again, and leaves it to nobody.
    if (!hasSignedOut) void this.#place?.keep(undefined)
    this.#leave()
    this.#room.enter()
    this.#name = name
    this.#userId = userId
    if (hasSignedOut) this.#composer.reset()
    opening = opening
      .then(() => this.#enter(client, name))
      .catch(() => {
        // The code that keeps drafts did not arrive: what is written stays on the page, and the next change tries again.
        this.#room.free()
        if (this.#name === name) this.#name = undefined
      })
  }

  async #enter(client: FeedClient, name: string): Promise<void> {
    const isBack = this.#isBack
    this.#isBack = false
    const isOver = (): boolean => this.#name !== name || !this.#host.isConnected
    // What was begun before an older draft was found does not take its place; what somebody edits is meant to be found.
    const isBegun = (): boolean => this.#hasWork() && !isBack && !this.#host.entryId
    let place = await client.openDraft(name, { isNew: isBegun() && !this.#kept })
    const isOwn = place.found !== undefined && JSON.stringify(place.found.words) === this.#kept
    if (!isOver() && place.found && isBegun() && !isOwn) {
      place.leave()
      place = await client.openDraft(name, { isNew: true })
    }
    if (isOver()) {
      // A dialog that was closed before there was a place for its words: they are kept all the same.
      if (!this.#host.isConnected && !place.found) this.#keepIn(place)
      return place.leave()
    }
    this.#place = place
    const isWanted = !isBack && !(isOwn && isBegun())
    if (!isWanted || !this.#restore(place.found)) this.#room.free()
    this.#save()
  }

  /** @returns whether there was a draft */
  #restore(found: KeptDraft | undefined): boolean {
    const kept = found && readDraft(found)
    if (!kept) return false
    this.#composer.write(kept.written)
    if (kept.generation && this.#userId !== undefined) this.#composer.resume(kept.generation)
    void this.#room.show()
    return true
  }

  #save(): void {
    const { written, generation } = this.#composer
    // A picture that was drawn meanwhile has a shape now.
    const shapes = written.files.map(({ file }) => ratioOf(file)).join()
    if (!this.#place || (written === this.#written && generation === this.#generation && shapes === this.#shapes))
      return
    if (this.#written && written !== this.#written) this.#room.free()
    this.#shapes = shapes
    this.#written = written
    this.#generation = generation
    this.#keepIn(this.#place)
  }

  #keepIn(place: DraftPlace): void {
    const { written, generation } = this.#composer
    const draft = this.#hasWork() || generation ? keepDraft(written, generation) : undefined
    this.#kept = draft && JSON.stringify(draft.words)
    this.#room.remember(draft !== undefined)
    void place.keep(draft)
  }

  #leave(): void {
    this.#place?.leave()
    this.#place = this.#name = this.#written = this.#generation = undefined
  }

  readonly #onPageHide = (): void => {
    this.#isAway = true
    this.#leave()
  }

  readonly #onPageShow = (): void => {
    if (!this.#isAway) return
    this.#isAway = false
    this.#isBack = true
    this.#host.requestUpdate()
  }
}
