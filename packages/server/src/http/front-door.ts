import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { RequestError, getRequestListener } from '@hono/node-server'
import type { Limits } from '@ai-feed/protocol'
import type { Admission } from './admission.js'
import type { AppBindings } from './app.js'
import { ConfigError } from '../config-error.js'
import { answerHeaders } from './answer-headers.js'
import { HttpProblem } from './http-problem.js'
import type { Log } from '../log.js'
import type { RequestObserver } from './observe-request.js'
import { problemOfError } from './problem-of-error.js'
import { createBodyRoom } from './body-room.js'

/** What stands behind the front door once the server is ready. */
export interface FrontDoorHandlers {
  /** Everything but sign-in for clients. */
  readonly fetch: (request: Request, bindings: AppBindings) => Response | Promise<Response>
  /** oidc-provider, for the paths that are its own. */
  readonly provider: RequestListener
  readonly isForProvider: (path: string) => boolean
}

/** The one HTTP server. It listens before the database is there, and answers 503 until it is opened. */
export interface FrontDoor {
  /** @returns the port, which the system chose when asked for 0. */
  listen(host: string, port: number): Promise<number>
  open(handlers: FrontDoorHandlers): void
  /** Takes no more connections, waits for running requests up to `patienceMs`, then cuts the rest. May be called again. */
  close(patienceMs: number): Promise<void>
}

export interface FrontDoorOptions {
  readonly limits: Limits
  readonly log: Log
  readonly admissions: { readonly api: Admission; readonly signIn: Admission }
  readonly observer?: RequestObserver | undefined
  /** Nobody else's code runs in this process: its global `Response` may become Hono's, which keeps a body as the text that it is
   *  until it is sent, and saves a seventh of the work of a read. Default: left alone. */
  readonly ownsProcess?: boolean
}

/** Creates the front door, closed: limits on headers, bodies and time hold before any of our code runs. */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const { limits, log, admissions, observer, ownsProcess = false } = options
  let handlers: FrontDoorHandlers | undefined
  let isClosing = false
  const room = createBodyRoom({ bodyBytes: limits.jsonBodyBytes, roomBytes: limits.bodyBytesAtOnce })
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.requestHeaderSeconds * 1_000,
      requestTimeout: limits.requestSeconds * 1_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 30_000,
      // Judged below, with a problem as answer.
      requireHostHeader: false,
    },
    (incoming, outgoing) => void answer(incoming, outgoing),
  )
  // What is beyond is closed before it can say anything; whoever neither sends nor takes anything is closed, streams have their pings.
  server.maxConnections = limits.connectionsPerProcess
  server.timeout = limits.silentConnectionSeconds * 1_000
  server.on('clientError', answerUnreadable)
  server.on('checkExpectation', (_incoming: IncomingMessage, outgoing: ServerResponse) =>
    sendProblem(outgoing, new HttpProblem('bad_request', 'Expect of something else than 100-continue'), randomUUID()),
  )
  const answerByApp = getRequestListener(
    (request, bindings) => {
      if (!handlers) throw new TypeError('front door is closed')
      return handlers.fetch(request, bindings as AppBindings)
    },
    {
      overrideGlobalObjects: ownsProcess,
      errorHandler: (error) => toResponse(problemOfUnreadable(error)),
      hostname: 'localhost',
    },
  )

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const requestId = randomUUID()
    try {
      if (!hasOneHost(incoming)) throw new HttpProblem('bad_request', 'no Host, or several')
      if (isClosing) throw new HttpProblem('shutting_down', 'request while closing')
      if (!handlers) return answerClosed(incoming, outgoing, requestId)
      const isForProvider = handlers.isForProvider(pathOf(incoming))
      await receiveBody(incoming, outgoing, isForProvider ? admissions.signIn : admissions.api)
      if (incoming.destroyed && !incoming.complete) return
      if (isForProvider) await answerByProvider(handlers.provider, incoming, outgoing, requestId)
      else await answerByApp(incoming, outgoing)
    } catch (error) {
      const problem = problemOfError(error)
      if (problem.code === 'internal') log.error('front_door.failed', { requestId, error })
      sendProblem(outgoing, problem, requestId)
    }
  }

  /** Nobody has to send a body that is refused anyway, and nobody can keep one coming for ever: its length is told before. */
  async function receiveBody(incoming: IncomingMessage, outgoing: ServerResponse, admission: Admission): Promise<void> {
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = incoming.headers
    if (encoding !== undefined) throw new HttpProblem('length_required', 'body in chunks')
    if (length === '0') return
    admission.check()
    const release = await room.receive(incoming)
    if (outgoing.closed) release()
    else outgoing.once('close', release)
  }

  async function answerByProvider(
    provider: RequestListener,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const leave = await admissions.signIn.enter()
    const beganMs = performance.now()
    outgoing.setHeader('X-Request-Id', requestId)
    outgoing.setHeader('X-Content-Type-Options', 'nosniff')
    outgoing.setHeader('Vary', 'Origin, Authorization')
    outgoing.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    outgoing.once('close', () => {
      leave()
      const fields = { method: incoming.method, path: pathOf(incoming), status: outgoing.statusCode }
      const ms = performance.now() - beganMs
      log.info('request', { requestId, ...fields, ms: Math.round(ms) })
      observer?.observe({ method: fields.method ?? '', route: 'sign-in', status: fields.status, ms })
    })
    if (outgoing.closed) leave()
    else provider(incoming, outgoing)
  }

  return {
    listen: (host, port) =>
      new Promise((done, fail) => {
        server.once('error', (cause: NodeJS.ErrnoException) => fail(listenError(cause, host, port)))
        server.listen(port, host, () => {
          const address = server.address()
          done(typeof address === 'object' && address !== null ? address.port : port)
        })
      }),
    open(value) {
      handlers = value
    },
    async close(patienceMs) {
      isClosing = true
      const closed = new Promise<void>((done) => server.close(() => done()))
      // Again and again: a connection that ends its stream meanwhile would be kept alive for the next request.
      const idle = setInterval(() => server.closeIdleConnections(), 50)
      const cut = setTimeout(() => server.closeAllConnections(), patienceMs)
      await closed
      clearInterval(idle)
      clearTimeout(cut)
    },
  }
}

function pathOf(incoming: IncomingMessage): string {
  return (incoming.url ?? '/').split('?', 1)[0] ?? '/'
}

/** RFC 9112, section 3.2. Checks of load balancers still come as HTTP/1.0, which has none. */
function hasOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts += 1
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0')
}

/** A target or a Host that make no address together are the client's fault. */
function problemOfUnreadable(error: unknown): HttpProblem {
  return error instanceof RequestError ? new HttpProblem('bad_request', error.message) : problemOfError(error)
}

function answerClosed(incoming: IncomingMessage, outgoing: ServerResponse, requestId: string): void {
  if (pathOf(incoming) === '/healthz')
    outgoing.writeHead(200, { 'Content-Type': 'application/json' }).end('{"status":"ok"}')
  else sendProblem(outgoing, new HttpProblem('database_unavailable', 'server is starting'), requestId)
}

function sendProblem(outgoing: ServerResponse, problem: HttpProblem, requestId: string): void {
  if (outgoing.headersSent || outgoing.destroyed) return
  outgoing.writeHead(problem.status, problemHeaders(problem, requestId))
  outgoing.end(JSON.stringify(problem.toProblem(requestId)))
}

function toResponse(problem: HttpProblem): Response {
  const requestId = randomUUID()
  return new Response(JSON.stringify(problem.toProblem(requestId)), {
    status: problem.status,
    headers: problemHeaders(problem, requestId),
  })
}

function problemHeaders(problem: HttpProblem, requestId: string): Record<string, string> {
  return {
    ...answerHeaders(requestId),
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...(problem.retryAfterSeconds !== undefined && { 'Retry-After': String(problem.retryAfterSeconds) }),
  }
}

/** Answers what Node's parser refused: too large headers, broken lines, requests that did not arrive in time. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const problem = new HttpProblem('bad_request', error.code ?? 'unreadable request')
  const requestId = randomUUID()
  const body = JSON.stringify(problem.toProblem(requestId))
  const headers = {
    ...problemHeaders(problem, requestId),
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n${body}`)
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): ConfigError {
  const reasons: Record<string, string> = {
    EADDRINUSE: `port ${port} on ${host} is in use: stop what runs there, or set PORT`,
    EACCES: `port ${port} on ${host} is not ours to use: set PORT to one above 1023`,
    EADDRNOTAVAIL: `HOST ${host} is not an address of this machine`,
  }
  return new ConfigError(reasons[cause.code ?? ''] ?? `cannot listen on ${host}:${port}: ${cause.message}`, { cause })
}
