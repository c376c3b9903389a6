import type { ReactiveController, ReactiveControllerHost } from 'lit'

interface WatchedRoot {
  readonly observer: MutationObserver
  readonly hosts: Set<ReactiveControllerHost>
}

/** One observer for each document or shadow root in which the language of elements can change. */
const watched = new Map<Node, WatchedRoot>()

/** Draws an element again when a `lang` around it changes, also outside of the shadow roots that it stands in. All elements of a page
 *  share the observers, which are gone with the last of them. */
export class LanguageWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  #roots: readonly Node[] = []

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.#roots = rootsAround(this.#host)
    for (const root of this.#roots) hostsIn(root).add(this.#host)
  }

  hostDisconnected(): void {
    for (const root of this.#roots) {
      const { observer, hosts } = watched.get(root) ?? {}
      hosts?.delete(this.#host)
      if (hosts?.size !== 0) continue
      observer?.disconnect()
      watched.delete(root)
    }
    this.#roots = []
  }
}

function hostsIn(root: Node): Set<ReactiveControllerHost> {
  const known = watched.get(root)
  if (known) return known.hosts
  const hosts = new Set<ReactiveControllerHost>()
  const observer = new MutationObserver(() => {
    for (const host of hosts) host.requestUpdate()
  })
  observer.observe(root, { subtree: true, attributes: true, attributeFilter: ['lang'] })
  watched.set(root, { observer, hosts })
  return hosts
}

/** The shadow roots that a node stands in, and its document. */
function rootsAround(node: Node): readonly Node[] {
  const root = node.getRootNode()
  return root.nodeType === 11 ? [root, ...rootsAround((root as ShadowRoot).host)] : [root]
}
