import { createServer } from 'node:http'
import { ConfigError } from '../config-error.js'
import { writeMetrics } from './registry.js'
import type { Family } from './registry.js'

/** The server of GET /metrics, on a port of its own: what it says is not for everybody. */
export interface MetricsServer {
  readonly url: string
  close(): Promise<void>
}

/** Starts it.
 *  @param read gives all families, asked for each question.
 *  @throws ConfigError when it cannot listen there. */
export async function startMetricsServer(
  { host, port }: { host: string; port: number },
  read: () => Promise<readonly Family[]>,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0]
    if (path !== '/metrics') return void response.writeHead(404).end()
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { Allow: 'GET' }).end()
    read().then(
      (families) => {
        response.writeHead(200, {
          'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
          'Cache-Control': 'no-store',
        })
        response.end(request.method === 'HEAD' ? undefined : writeMetrics(families))
      },
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((done, fail) => {
    server.once('error', (cause) =>
      fail(new ConfigError(`AI_FEED_METRICS: cannot listen on ${host}:${port}: ${cause.message}`, { cause })),
    )
    server.listen(port, host, done)
  })
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/metrics`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
