import { HttpProblem } from './http-problem.js'

/** Keeps the number of requests at work within what the machine can do; the others wait in line or are turned away at once. */
export interface Admission {
  /** Waits for a place and gives the function that frees it; calling that twice is harmless.
   *  @param leaves tells when the client leaves the line; asked only where there is one to leave.
   *  @throws HttpProblem `overloaded` when the line is full; the signal's reason when the client left it. */
  enter(leaves?: () => AbortSignal): Promise<() => void>
  /** Refuses what could not even stand in line, before any work is done for it.
   *  @throws HttpProblem `overloaded`. */
  check(): void
  /** How many are at work and in line. */
  load(): { running: number; waiting: number }
}

/** Creates an admission with places for `running` requests and a line of `waiting` more. */
export function createAdmission({ running, waiting }: { running: number; waiting: number }): Admission {
  const line = new Set<() => void>()
  let taken = 0

  function check(): void {
    if (taken < running || line.size < waiting) return
    throw new HttpProblem('overloaded', `${taken} requests running, ${line.size} waiting`, { retryAfterSeconds: 2 })
  }

  function takePlace(): () => void {
    taken += 1
    let isFree = false
    return () => {
      if (isFree) return
      isFree = true
      taken -= 1
      const [next] = line
      if (next) {
        line.delete(next)
        next()
      }
    }
  }

  return {
    load: () => ({ running: taken, waiting: line.size }),
    check,
    async enter(leaves) {
      check()
      if (taken < running) return takePlace()
      const signal = leaves?.()
      return new Promise((admit, refuse) => {
        const turn = (): void => {
          signal?.removeEventListener('abort', leave)
          admit(takePlace())
        }
        const leave = (): void => {
          line.delete(turn)
          refuse(signal?.reason)
        }
        line.add(turn)
        signal?.addEventListener('abort', leave, { once: true })
      })
    },
  }
}
