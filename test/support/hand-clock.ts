/** A clock whose time passes by hand, and whose date says what it likes. */
export class HandClock {
  dateMs = Date.UTC(2026, 0, 1)
  #passedMs = 0
  #waiting: { dueMs: number; go: () => void }[] = []

  readonly now = (): number => this.dateMs
  readonly random = (): number => 0
  readonly wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((go, reject) => {
      if (signal?.aborted) reject(signal.reason)
      signal?.addEventListener('abort', () => reject(signal.reason))
      this.#waiting.push({ dueMs: this.#passedMs + ms, go })
    })

  pass(ms: number): void {
    this.dateMs += ms
    this.#passedMs += ms
    const due = this.#waiting.filter(({ dueMs }) => dueMs <= this.#passedMs)
    this.#waiting = this.#waiting.filter((one) => !due.includes(one))
    for (const { go } of due) go()
  }
}
