/** The generations that this process is running, each with the switch that stops it. */
export interface RunningGenerations {
  /** Registers a generation until `leave` is called; the signal aborts when it is to stop. */
  enter(id: string): { signal: AbortSignal; leave: () => void }
  has(id: string): boolean
  /** Stops a generation if it runs here. */
  stop(id: string): void
  /** Stops all of them, because the process ends. */
  close(): void
  /** Throws once `close` was called. */
  throwIfClosed(): void
}

export interface RunningGenerationsOptions {
  /** Tells which of the ids were ended elsewhere, for instance canceled in another process. */
  readonly findEnded: (ids: readonly string[]) => Promise<readonly string[]>
  /** How often to ask while something runs. */
  readonly intervalMs?: number
}

/** Keeps the running generations and asks twice a second whether somebody ended one of them. */
export function createRunningGenerations({
  findEnded,
  intervalMs = 500,
}: RunningGenerationsOptions): RunningGenerations {
  const running = new Map<string, AbortController>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const stop = (id: string): void => running.get(id)?.abort(new DOMException('generation was ended', 'AbortError'))

  const ask = async (): Promise<void> => {
    try {
      for (const id of await findEnded([...running.keys()])) stop(id)
    } catch {
      // The database is away: the next turn asks again, and nothing can be stored meanwhile anyway.
    }
    timer = running.size > 0 ? setTimeout(ask, intervalMs) : undefined
  }

  return {
    enter(id) {
      const controller = new AbortController()
      running.set(id, controller)
      if (isClosed) stop(id)
      timer ??= setTimeout(ask, intervalMs)
      return { signal: controller.signal, leave: () => void running.delete(id) }
    },
    has: (id) => running.has(id),
    stop,
    close() {
      isClosed = true
      for (const id of running.keys()) stop(id)
      clearTimeout(timer)
    },
    throwIfClosed() {
      if (isClosed) throw new DOMException('process ends', 'AbortError')
    },
  }
}
