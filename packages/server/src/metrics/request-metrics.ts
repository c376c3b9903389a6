import type { ObservedRequest } from '../http/observe-request.js'
import { createCounter, createHistogram, gauge } from './registry.js'
import type { Family } from './registry.js'

/** Counts requests and open streams. */
export interface RequestMetrics {
  observe(request: ObservedRequest): void
  /** Counts a stream until the returned function is called. */
  enterStream(): () => void
  read(): Family[]
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Creates them at nothing. */
export function createRequestMetrics(): RequestMetrics {
  const requests = createCounter('ai_feed_http_requests_total', 'Requests that were answered.')
  const seconds = createHistogram('ai_feed_http_request_seconds', 'Time from the request to its answer’s head.', bounds)
  let streams = 0
  return {
    observe({ method, route, status, ms }) {
      requests.add({ method: methods.has(method) ? method : 'other', route, status: String(status) })
      seconds.observe(ms / 1_000, { route })
    },
    enterStream() {
      streams += 1
      let isOpen = true
      return () => {
        if (isOpen) streams -= 1
        isOpen = false
      }
    },
    read: () => [
      requests.read(),
      seconds.read(),
      gauge('ai_feed_streams_open', 'Event streams that are open.', [{ value: streams }]),
    ],
  }
}
