import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Asks something anew whenever what it depends on has changed. The last answer stays until there is another one; after a
 *  failure there is none. */
export class Question<Facts extends readonly unknown[], Answer> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #ask: (facts: Facts, signal: AbortSignal) => Promise<Answer>
  readonly #factsNow: () => Facts
  #facts: Facts | undefined
  #asking = new AbortController()
  #answer: Answer | undefined

  /** @param factsNow what it depends on; looked at before each drawing
   *  @param ask its signal fires when the answer is not wanted any more, as there is another question */
  constructor(
    host: ReactiveControllerHost,
    factsNow: () => Facts,
    ask: (facts: Facts, signal: AbortSignal) => Promise<Answer>,
  ) {
    this.#host = host
    this.#factsNow = factsNow
    this.#ask = ask
    host.addController(this)
  }

  get answer(): Answer | undefined {
    return this.#answer
  }

  hostUpdate(): void {
    const facts = this.#factsNow()
    if (this.#facts?.every((fact, index) => fact === facts[index])) return
    this.#facts = facts
    this.#asking.abort()
    this.#asking = new AbortController()
    void this.#find(facts, this.#asking.signal)
  }

  async #find(facts: Facts, signal: AbortSignal): Promise<void> {
    const answer = await this.#ask(facts, signal).catch(() => undefined)
    if (signal.aborted) return
    this.#answer = answer
    this.#host.requestUpdate()
  }
}
