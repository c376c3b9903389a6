import type { Limits } from '@ai-feed/protocol'
import { HttpProblem } from './http-problem.js'

/** Counts open streams by user, address and process. */
export interface StreamPlaces {
  /** Takes a place and gives the function that frees it; calling that twice is harmless.
   *  @throws HttpProblem `too_many_streams`. */
  take(userId: string | undefined, address: string): () => void
}

/** Creates the places of one kind of stream in one process. */
export function createStreamPlaces(limits: Limits): StreamPlaces {
  const counts = new Map<string, number>()
  const add = (name: string, step: 1 | -1): void => {
    const count = (counts.get(name) ?? 0) + step
    if (count === 0) counts.delete(name)
    else counts.set(name, count)
  }

  return {
    take(userId, address) {
      const places: [name: string, limit: number][] = [
        ['process', limits.streamsPerProcess],
        [`ip:${address}`, limits.streamsPerIp],
        ...(userId === undefined ? [] : [[`user:${userId}`, limits.streamsPerUser] satisfies [string, number]]),
      ]
      for (const [name, limit] of places) {
        if ((counts.get(name) ?? 0) < limit) continue
        throw new HttpProblem('too_many_streams', `${limit} streams of ${name.split(':', 1)[0]}`, {
          retryAfterSeconds: 5,
        })
      }
      for (const [name] of places) add(name, 1)
      let isFree = false
      return () => {
        if (isFree) return
        isFree = true
        for (const [name] of places) add(name, -1)
      }
    },
  }
}
