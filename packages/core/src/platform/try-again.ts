import { backoffMs } from './backoff.js'
import type { Clock } from './clock.js'

/** Does work anew while it fails in a way that another try may mend, `most` times in all and with growing pauses.
 *  @throws what the last try threw, or the reason of the signal */
export async function tryAgain<T>(
  work: () => Promise<T>,
  {
    most,
    mayMend,
    clock,
    signal,
  }: { most: number; mayMend: (error: unknown) => boolean; clock: Clock; signal?: AbortSignal },
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries === most || !mayMend(error)) throw error
      await clock.wait(backoffMs(tries - 1, clock), signal)
    }
  }
}
