import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import type { Log } from '../log.js'
import type { Publish } from '../ports.js'

/** Makes the function that publishes what was committed before it was called. Calls that come while one is running share the
 *  next one, so that a crowd of writers needs one connection and not one each. `wake` runs before the calls settle. */
export function createPublish(db: Kysely<Schema>, wake: () => void): Publish {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function run(): Promise<void> {
    try {
      await sql`select publish()`.execute(db)
    } finally {
      running = undefined
      wake()
    }
  }

  return () => {
    if (!running) return (running = run())
    next ??= running
      .catch(() => {
        // Its own callers hear of it.
      })
      .then(() => {
        next = undefined
        return (running = run())
      })
    return next
  }
}

/** Publishes each second what a process committed and could not publish any more.
 *  @returns the function that stops it. */
export function publishEachSecond(publish: Publish, log: Log): () => void {
  const timer = setInterval(() => {
    publish().catch((error: unknown) => log.warn('events.unpublished', { error }))
  }, 1_000).unref()
  return () => clearInterval(timer)
}
