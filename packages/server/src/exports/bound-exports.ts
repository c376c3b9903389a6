import type { Limits } from '@ai-feed/protocol'
import { HttpProblem } from '../http/http-problem.js'
import type { ExportAccount } from '../ports.js'

/** Bounds exports: one at a time for each user, `exportsAtOnce` in this process, and none for longer than `exportMinutes`, so that a
 *  reader who hardly reads keeps no place.
 *  @throws HttpProblem `overloaded` at the call when there is no place. */
export function boundExports(exportAccount: ExportAccount, limits: Limits): ExportAccount {
  const running = new Set<string>()
  return (siteId, userId) => {
    const name = `${siteId} ${userId}`
    if (running.size >= limits.exportsAtOnce || running.has(name)) {
      throw new HttpProblem('overloaded', `${running.size} exports running`, { retryAfterSeconds: 60 })
    }
    running.add(name)
    try {
      return observeEnd(exportAccount(siteId, userId), limits.exportMinutes * 60_000, () => running.delete(name))
    } catch (error) {
      running.delete(name)
      throw error
    }
  }
}

/** Hands a stream on, cuts it when its time is over, and tells when it has ended, however it did. */
function observeEnd(
  stream: ReadableStream<Uint8Array>,
  timeoutMs: number,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader()
  let timer: NodeJS.Timeout | undefined
  const end = (): void => {
    clearTimeout(timer)
    onEnd()
  }
  return new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setTimeout(() => {
        const reason = new Error(`export took longer than ${timeoutMs} ms`)
        controller.error(reason)
        onEnd()
        void reader.cancel(reason).catch(() => {
          // It is being thrown away.
        })
      }, timeoutMs).unref()
    },
    async pull(controller) {
      try {
        const { value, done } = await reader.read()
        if (!done) return controller.enqueue(value)
        end()
        controller.close()
      } catch (error) {
        end()
        controller.error(error)
      }
    },
    cancel(reason) {
      end()
      return reader.cancel(reason)
    },
  })
}
