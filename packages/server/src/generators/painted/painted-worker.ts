import { parentPort } from 'node:worker_threads'
import { runPaintJob, PaintingCanceled, type PaintFrame, type PaintJob } from './paint-job.js'

/** What the pool sends: a job, and a shared flag that turns 1 when the job is called off. */
export interface WorkerRequest {
  readonly job: PaintJob
  readonly canceled: Int32Array
}

/** What the worker answers. After `done` it is free for the next job. */
export type WorkerAnswer = PaintFrame | { readonly type: 'done'; readonly failure?: string }

// The entry of a worker thread: nothing else imports this module for its values.
parentPort?.on('message', ({ job, canceled }: WorkerRequest) => {
  void work(job, canceled)
})

async function work(job: PaintJob, canceled: Int32Array): Promise<void> {
  const send = (answer: WorkerAnswer) => parentPort?.postMessage(answer)
  try {
    for await (const frame of runPaintJob(job, () => Atomics.load(canceled, 0) === 1)) send(frame)
    send({ type: 'done' })
  } catch (cause) {
    if (cause instanceof PaintingCanceled) send({ type: 'done' })
    else send({ type: 'done', failure: cause instanceof Error ? cause.message : String(cause) })
  }
}
