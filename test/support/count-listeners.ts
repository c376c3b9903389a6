/** What is counted, until it is stopped. */
export interface ListenerCount {
  /** Names what has listeners, and how many. */
  readonly open: () => string[]
  readonly stop: () => void
}

/** Counts what is added to window and document, of this page or of another one, and not taken away again. */
export function countListeners(targets: { window: Window; document: Document } = { window, document }): ListenerCount {
  const open = new Map<string, number>()
  const originals = Object.values(targets).map(
    (target) => [target, target.addEventListener, target.removeEventListener] as const,
  )
  for (const [name, target] of Object.entries(targets)) {
    const { addEventListener, removeEventListener } = target
    const change = (type: string, by: number): void =>
      void open.set(`${name} ${type}`, (open.get(`${name} ${type}`) ?? 0) + by)
    target.addEventListener = function (...args: Parameters<EventTarget['addEventListener']>) {
      change(args[0], 1)
      const [, , options] = args
      if (typeof options === 'object') options.signal?.addEventListener('abort', () => change(args[0], -1))
      addEventListener.apply(target, args as never)
    }
    target.removeEventListener = function (...args: Parameters<EventTarget['removeEventListener']>) {
      change(args[0], -1)
      removeEventListener.apply(target, args as never)
    }
  }
  return {
    open: () => [...open].filter(([, count]) => count > 0).map(([what, count]) => `${what} ${count}`),
    stop: () => {
      for (const [target, add, remove] of originals)
        Object.assign(target, { addEventListener: add, removeEventListener: remove })
    },
  }
}
