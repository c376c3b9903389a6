import { monitorEventLoopDelay } from 'node:perf_hooks'
import { gauge } from './registry.js'
import type { Family } from './registry.js'

/** Watches this process: memory, time of the processor, how long its loop is held up.
 *  Names are those that Prometheus' own clients use. */
export function watchProcess(): { read(): Family[]; close(): void } {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const startedAtSeconds = Date.now() / 1_000 - process.uptime()

  return {
    read() {
      const { rss, heapUsed, external } = process.memoryUsage()
      const { user, system } = process.cpuUsage()
      const p99Seconds = Number.isFinite(delay.percentile(99)) ? delay.percentile(99) / 1e9 : 0
      delay.reset()
      return [
        gauge('process_resident_memory_bytes', 'Memory that the process takes from the machine.', [{ value: rss }]),
        gauge('nodejs_heap_size_used_bytes', 'Memory of JavaScript objects.', [{ value: heapUsed }]),
        gauge('nodejs_external_memory_bytes', 'Memory outside of the heap: buffers, pictures.', [{ value: external }]),
        {
          ...gauge('process_cpu_seconds_total', 'Time of the processor.', [{ value: (user + system) / 1e6 }]),
          type: 'counter',
        },
        gauge('process_start_time_seconds', 'When the process began.', [{ value: startedAtSeconds }]),
        gauge('nodejs_eventloop_lag_p99_seconds', 'How late timers were since the last question, 99th percentile.', [
          { value: p99Seconds },
        ]),
      ]
    },
    close: () => delay.disable(),
  }
}
