import type { FeedClient, Me, PostSnapshot } from '@ai-feed/core'
import type { ReactiveController } from 'lit'
import type { ClientController } from '../reactive/client-controller.js'
import { StoreController } from '../reactive/store-controller.js'
import type { ComposerController } from './composer-controller.js'
import type { ComposerHost } from './composer-host.js'
import { Question } from './question.js'

/** Sizes by the wire's defaults, until the server has told its own. */
const usualSizes: readonly string[] = ['1024x1024', '1536x1024', '1024x1536']

/** What a composer asks of the server: the post that is remixed, commented or quoted, what the author wants of new posts and
 *  may still paint today, and the sizes that are painted. */
export class ComposerSources implements ReactiveController {
  readonly #host: ComposerHost
  readonly #desk: ClientController
  readonly #parent: StoreController<PostSnapshot>
  readonly #me: Question<readonly [FeedClient | undefined, boolean, string], Me | undefined>
  readonly #sizes: Question<readonly [FeedClient | undefined], readonly string[] | undefined>

  constructor(host: ComposerHost, desk: ClientController, composer: ComposerController) {
    this.#host = host
    this.#desk = desk
    this.#parent = new StoreController<PostSnapshot>(host)
    this.#me = new Question(
      host,
      // What is left today is another number after each picture.
      () => [desk.client, desk.session.status === 'signed-in', this.#paintedOf(composer)] as const,
      async ([client, isSignedIn], signal) => (client && isSignedIn ? client.loadMe({ signal }) : undefined),
    )
    this.#sizes = new Question(
      host,
      () => [desk.client] as const,
      async ([client], signal) => (await client?.loadLimits({ signal }))?.sizes,
    )
    host.addController(this)
  }

  hostUpdate(): void {
    const { remixOf, commentOn, quoteOf, place } = this.#host
    const parentId = remixOf || commentOn || quoteOf
    this.#parent.store = parentId && place !== 'thread' ? this.#desk.client?.post(parentId) : undefined
  }

  get parent(): PostSnapshot | undefined {
    return this.#parent.value
  }

  /** The signed-in author; the last answer stays until there is another one. */
  get me(): Me | undefined {
    return this.#desk.session.status === 'signed-in' ? this.#me.answer : undefined
  }

  /** The sizes that the server has told. */
  get known(): readonly string[] | undefined {
    return this.#sizes.answer
  }

  get sizes(): readonly string[] {
    return this.known ?? usualSizes
  }

  #paintedOf({ state }: ComposerController): string {
    return ['ready', 'refused', 'failed', 'canceled'].includes(state.status) ? state.status : ''
  }
}
