import type { FeedClient, Session } from '@ai-feed/core'
import type { LitElement, PropertyDeclarations, ReactiveController, ReactiveControllerHost } from 'lit'
import { acquireClient, releaseClient } from '../client-registry.js'
import { hasCatalogue, loadAllStrings, loadStrings } from '../load-strings.js'
import { english } from '../strings.js'
import type { FeedStrings, Strings } from '../strings.js'
import { adoptStyles } from './adopt-styles.js'
import type { SharedProperties } from './shared-properties.js'
import { StoreController } from './store-controller.js'

/** What an element has that talks to a server: the same attributes on all of them. */
export interface ClientHost extends SharedProperties, ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** Declares them to Lit. */
export const clientProperties: PropertyDeclarations = {
  server: {},
  site: {},
  theme: { reflect: true },
  lang: {},
  client: { attribute: false },
  strings: { attribute: false },
}

/** Finds the client and the words for an element, and lets go of both when the element leaves the page. Gives the shared
 *  attributes their defaults, and every attribute its own again when it is taken away. Make it after the element's fields. */
export class ClientController implements ReactiveController {
  readonly #host: ClientHost
  readonly #defaults: readonly (readonly [PropertyKey, unknown])[]
  readonly #session: StoreController<Session>
  readonly #onClient: ((client: FeedClient | undefined) => void) | undefined
  #acquired: { client: FeedClient; server: string; site: string } | undefined
  #client: FeedClient | undefined
  #isConnected = false
  #catalogue: FeedStrings = english
  /** Whether the words are those of the language: nobody is shown English on the way to another one. */
  hasWords = false
  #language = ''
  /** The language that is shown: the one before, until the words of another one are there. */
  #spoken = ''
  #all: Strings | undefined
  #needsAll = false
  #words: { catalogue: FeedStrings; own: Partial<Strings> | undefined; strings: FeedStrings } | undefined

  /** @param onClient called before drawing whenever the client is another one */
  constructor(host: ClientHost, onClient?: (client: FeedClient | undefined) => void) {
    this.#host = Object.assign(host, { server: '', site: 'default', theme: 'auto', lang: '' })
    this.#defaults = [...(host.constructor as typeof LitElement).elementProperties]
      .filter(([, { attribute }]) => attribute !== false)
      .map(([name]) => [name, Reflect.get(host, name)])
    this.#onClient = onClient
    host.addController(this)
    this.#session = new StoreController<Session>(host)
  }

  /** The client; undefined while the element is out of the page or has no valid server. */
  get client(): FeedClient | undefined {
    return this.#client
  }

  get session(): Session {
    return this.#session.value ?? { status: 'unknown' }
  }

  /** The language of the words: that of the element, of what it is in, or of the browser. */
  get language(): string {
    return this.#spoken || 'en'
  }

  /** The words, the host's own first. */
  get strings(): FeedStrings {
    const own = this.#host.strings
    if (this.#words?.catalogue !== this.#catalogue || this.#words.own !== own) {
      this.#words = { catalogue: this.#catalogue, own, strings: own ? { ...this.#catalogue, ...own } : this.#catalogue }
    }
    return this.#words.strings
  }

  /** All words, once `loadAllStrings` is through. */
  get allStrings(): Strings {
    if (!this.#all) throw new TypeError('the words were not loaded before they were used')
    return this.#host.strings ? { ...this.#all, ...this.#host.strings } : this.#all
  }

  /** Loads the words of what is opened later; from then on they change together with the language. */
  async loadAllStrings(): Promise<void> {
    this.#findLanguage()
    this.#needsAll = true
    this.#all ??= await loadAllStrings(this.#language)
    await this.#speak(this.#language)
  }

  hostConnected(): void {
    this.#isConnected = true
    adoptStyles(this.#host)
    this.#host.requestUpdate()
  }

  hostUpdate(): void {
    // Lit turns an attribute that is gone into null, and frameworks set what they leave out to undefined.
    const host = this.#host as unknown as Record<PropertyKey, unknown>
    for (const [name, value] of this.#defaults) host[name] ??= value
    if (!this.#isConnected) return
    this.#findLanguage()
    this.#setClient(this.#host.client ?? this.#fromAttributes())
  }

  hostDisconnected(): void {
    this.#isConnected = false
    this.#setClient(undefined)
    this.#release()
  }

  #setClient(client: FeedClient | undefined): void {
    if (this.#host.client) this.#release()
    if (client === this.#client) return
    this.#client = client
    this.#session.store = client?.session
    this.#onClient?.(client)
  }

  #fromAttributes(): FeedClient | undefined {
    const { server, site } = this.#host
    if (this.#acquired?.server === server && this.#acquired.site === site) return this.#acquired.client
    this.#release()
    const client = server ? acquireClient(server, site) : undefined
    if (client) this.#acquired = { client, server, site }
    return client
  }

  #release(): void {
    if (this.#acquired) releaseClient(this.#acquired.client)
    this.#acquired = undefined
  }

  #findLanguage(): void {
    const language = this.#host.lang || inheritedLanguage(this.#host) || navigator.language
    if (language === this.#language) return
    this.#language = language
    if (!this.hasWords) {
      this.#spoken = language
      this.hasWords = !hasCatalogue(language)
    }
    void this.#speak(language)
  }

  async #speak(language: string): Promise<void> {
    const catalogue = await loadStrings(language)
    const all = this.#needsAll ? await loadAllStrings(language).catch(() => undefined) : undefined
    // Words that did not arrive leave all of them as they are: two languages are not mixed.
    if (language !== this.#language || (this.#all && !all)) return
    if (this.hasWords && language === this.#spoken && catalogue === this.#catalogue && all === this.#all) return
    this.hasWords = true
    this.#spoken = language
    this.#catalogue = catalogue
    this.#all = all
    this.#host.requestUpdate()
  }
}

/** The `lang` of the nearest ancestor, across shadow roots. */
function inheritedLanguage(element: Element): string {
  const found = element.closest('[lang]:not([lang=""])')
  // By its kind: that of another document is no ShadowRoot of this one.
  const { nodeType, host } = element.getRootNode() as ShadowRoot
  return found?.getAttribute('lang') ?? (nodeType === 11 && host ? inheritedLanguage(host) : '')
}
