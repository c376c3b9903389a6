import { Worker } from 'node:worker_threads'
import type { PaintFrame, PaintJob } from './paint-job.js'
import type { WorkerAnswer, WorkerRequest } from './painted-worker.js'

/** What a caller hears about its job. */
export interface JobListener {
  readonly onFrame: (frame: PaintFrame) => void
  /** Once, at the end; with an error if the job failed. Silent after `cancel`. */
  readonly onEnd: (error?: Error) => void
}

/** A few threads that paint, and a queue before them. */
export interface WorkerPool {
  /** Queues a job. @returns a function that calls it off. */
  start(job: PaintJob, listener: JobListener): () => void
  /** Ends all threads; jobs on their way fail. */
  close(): Promise<void>
}

interface Ticket {
  readonly request: WorkerRequest
  readonly listener: JobListener
}

interface Painter {
  readonly worker: Worker
  ticket: Ticket | undefined
}

/** Makes a pool of at most `size` threads, each started when first needed. Idle threads do not keep the process alive. */
export function createWorkerPool(size: number): WorkerPool {
  const painters = new Set<Painter>()
  const queue: Ticket[] = []
  let isClosed = false

  function hire(): Painter {
    const worker = new Worker(new URL('./painted-worker.js', import.meta.url))
    const painter: Painter = { worker, ticket: undefined }
    painters.add(painter)
    worker.on('message', (answer: WorkerAnswer) => {
      const { ticket } = painter
      if (!ticket) return
      if (answer.type !== 'done') {
        if (!isCanceled(ticket)) ticket.listener.onFrame(answer)
        return
      }
      painter.ticket = undefined
      end(ticket, answer.failure === undefined ? undefined : new Error(answer.failure))
      dispatch()
    })
    const leave = (cause: Error) => {
      if (!painters.delete(painter)) return
      if (painter.ticket) end(painter.ticket, cause)
      if (!isClosed) dispatch()
    }
    worker.on('error', leave)
    worker.on('exit', (code) => leave(new Error(`painting thread ended with code ${code}`)))
    return painter
  }

  function dispatch(): void {
    for (;;) {
      const idle = [...painters].find(({ ticket }) => !ticket)
      if (queue.length === 0) {
        for (const painter of painters) if (!painter.ticket) painter.worker.unref()
        return
      }
      if (!idle && painters.size >= size) return
      const ticket = queue.shift()
      if (!ticket || isCanceled(ticket)) continue
      const painter = idle ?? hire()
      painter.ticket = ticket
      painter.worker.ref()
      painter.worker.postMessage(ticket.request)
    }
  }

  return {
    start(job, listener) {
      const canceled = new Int32Array(new SharedArrayBuffer(4))
      const ticket: Ticket = { request: { job, canceled }, listener }
      if (isClosed) {
        end(ticket, new Error('the painter is closed'))
        return () => {}
      }
      queue.push(ticket)
      dispatch()
      return () => void Atomics.store(canceled, 0, 1)
    },
    async close() {
      isClosed = true
      for (const ticket of queue.splice(0)) end(ticket, new Error('the painter is closed'))
      await Promise.all([...painters].map(({ worker }) => worker.terminate()))
    },
  }
}

function end(ticket: Ticket, error?: Error): void {
  if (!isCanceled(ticket)) ticket.listener.onEnd(error)
}

function isCanceled({ request }: Ticket): boolean {
  return Atomics.load(request.canceled, 0) === 1
}
