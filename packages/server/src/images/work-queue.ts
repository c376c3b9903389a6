import { HttpProblem } from '../http/http-problem.js'

/** Runs few things at once, lets some wait in order, and refuses the rest at once. */
export interface WorkQueue {
  /** Runs `work` when its turn comes. `isPatient` work is never refused: its caller limits it in another way.
   *  @throws HttpProblem `overloaded` */
  run<T>(work: () => Promise<T>, options?: { isPatient?: boolean }): Promise<T>
}

/** Makes a queue for `atOnce` running and `waiting` waiting pieces of work. */
export function createWorkQueue({ atOnce, waiting }: { atOnce: number; waiting: number }): WorkQueue {
  const waiters: (() => void)[] = []
  let running = 0

  const enter = async (isPatient: boolean): Promise<void> => {
    if (running < atOnce) {
      running += 1
      return
    }
    if (waiters.length >= waiting && !isPatient) {
      throw new HttpProblem('overloaded', `${waiters.length} pictures wait already`, { retryAfterSeconds: 5 })
    }
    // The place is handed over by whoever leaves, so `running` stays as it is.
    await new Promise<void>((resolve) => waiters.push(resolve))
  }

  const leave = (): void => {
    const next = waiters.shift()
    if (next) next()
    else running -= 1
  }

  return {
    async run(work, { isPatient = false } = {}) {
      await enter(isPatient)
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
