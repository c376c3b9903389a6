import { createFeedClient } from '@ai-feed/core'
import type { FeedClient, FeedClientOptions } from '@ai-feed/core'
import '@ai-feed/elements/define'
import { WireStub } from '../support/wire-stub.ts'

/** A page with a server: what it serves, the client that its elements use, the elements themselves. */
export interface Page {
  readonly stub: WireStub
  readonly client: FeedClient
  mount<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    properties?: Partial<HTMLElementTagNameMap[K]>,
  ): HTMLElementTagNameMap[K]
}

const cleanUps: (() => void)[] = []

/** Makes a page; `tearDown` takes it away. Signed in as anna unless `isSignedOut`. */
export async function setUp({
  posts = 0,
  isSignedOut = false,
  ...options
}: { posts?: number; isSignedOut?: boolean } & Partial<FeedClientOptions> = {}): Promise<Page> {
  const stub = new WireStub()
  for (let number = 1; number <= posts; number++)
    stub.addPost({ text: [{ type: 'text', text: `Post number ${number}` }] })
  const client = createFeedClient({
    server: stub.server,
    storage: 'memory',
    fetch: stub.fetch,
    getToken: () => Promise.resolve('anna'),
    ...options,
  })
  const box = document.body.appendChild(document.createElement('div'))
  if (!isSignedOut) await client.signIn()
  cleanUps.push(() => {
    box.remove()
    client.close()
  })
  return {
    stub,
    client,
    mount(tag, properties = {}) {
      const element = Object.assign(document.createElement(tag), { client, lang: 'en' }, properties)
      return box.appendChild(element)
    },
  }
}

/** Makes the browser believe that it has a network, or none, until `tearDown`. */
export function setOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline })
}

/** Takes everything away that `setUp` made. */
export function tearDown(): void {
  Reflect.deleteProperty(navigator, 'onLine')
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
  // Drafts of one test are not those of the next.
  sessionStorage.clear()
}

/** Waits for something to be there. A page in the background has no frames, so it looks from time to time too. */
export async function until<T>(find: () => T | null | undefined | false, what = String(find)): Promise<T> {
  for (const endMs = performance.now() + 60_000; performance.now() < endMs;) {
    const found = find()
    if (found) return found
    await new Promise((resolve) => {
      requestAnimationFrame(resolve)
      setTimeout(resolve, 50)
    })
  }
  throw new Error(`never came true: ${what}`)
}

/** Finds all in an element's own root. */
export function all(element: Element, selector: string): HTMLElement[] {
  return [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])]
}

/** Waits for one in an element's own root. */
export function one(element: Element, selector: string): Promise<HTMLElement> {
  return until(() => element.shadowRoot?.querySelector<HTMLElement>(selector), selector)
}

/** Waits until a feed of posts has what it loads after them. A menu shows that. */
export async function whole(feed: Element): Promise<void> {
  const button = await one(feed, '[data-action=menu]')
  button.click()
  await one(feed, '.menu')
  button.click()
  await until(() => all(feed, '.menu').length === 0)
}

/** Waits for the next event of a type. */
export function next<K extends keyof HTMLElementEventMap>(
  target: EventTarget,
  type: K,
): Promise<HTMLElementEventMap[K]> {
  return new Promise((resolve) => {
    target.addEventListener(type, (event) => resolve(event as HTMLElementEventMap[K]), { once: true })
  })
}

/** Everything that an element says in its live region, as it says it. */
export function saidBy(element: Element): string {
  return element.shadowRoot?.querySelector('[role=status]')?.textContent ?? ''
}
