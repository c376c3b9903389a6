import { PgBoss, fromKysely } from 'pg-boss'
import type { Database } from '../database/database.js'
import type { Trx } from '../database/schema.js'
import type { Log } from '../log.js'

/** Reminders that generations wait to be run. They are durable and seen by every process; the rows in `generations` are the
 *  truth, so a reminder that comes twice or too late does no harm. */
export interface GenerationQueue {
  /** Makes the queue ready to be added to. */
  open(): Promise<void>
  /** Adds a reminder in the transaction that stores the generation. */
  add(trx: Trx, generationId: string): Promise<void>
  /** Looks for reminders now instead of at the next poll. Call it after the commit. */
  nudge(): void
  /** Hands reminders to `run`, as many at once as `concurrency`. One whose run rejects, or whose process dies, comes again,
   *  and says so. */
  start(run: RunReminded): Promise<void>
  /** Takes no more reminders and waits for running ones up to `patienceMs`. */
  stop(patienceMs: number): Promise<void>
}

/** Runs the generation of a reminder. `isRepeated`: an earlier run for the same reminder rejected, or died with its process. */
export type RunReminded = (generationId: string, reminder: { isRepeated: boolean }) => Promise<void>

const queueName = 'generation'

/** Makes the queue on pg-boss's tables in the schema `pgboss`.
 *  @param db a small pool of its own, so that polling never waits for requests. */
export function createGenerationQueue({
  db,
  log,
  concurrency,
}: {
  db: Pick<Database, 'executeSql'>
  log: Log
  concurrency: number
}): GenerationQueue {
  const boss = new PgBoss({
    db,
    schedule: false,
    // A process that died is noticed by its missing heartbeat; the defaults look only once a minute.
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
  })
  boss.on('error', (error) => log.error('jobs.failed', { error }))
  const workers: string[] = []
  let isStarted = false

  return {
    async add(trx, generationId) {
      await boss.send(queueName, { generationId }, { db: fromKysely(trx) })
    },

    nudge() {
      for (const worker of workers) boss.notifyWorker(worker)
    },

    async open() {
      await boss.start()
      isStarted = true
      await boss.createQueue(queueName, {
        retryLimit: 5,
        retryDelay: 1,
        heartbeatSeconds: 10,
        expireInSeconds: 600,
        deleteAfterSeconds: 3_600,
      })
    },

    async start(run) {
      for (let worker = 0; worker < concurrency; worker += 1) {
        const options = { pollingIntervalSeconds: 0.5, batchSize: 1, burstWhenBatchFull: true }
        workers.push(
          await boss.work<{ generationId: string }>(queueName, options, async (jobs) => {
            for (const { data, retryCount } of jobs) await run(data.generationId, { isRepeated: retryCount > 0 })
          }),
        )
      }
    },

    async stop(patienceMs) {
      if (isStarted) await boss.stop({ graceful: true, timeout: patienceMs, close: false })
      isStarted = false
    },
  }
}
