import { request as requestByHttp } from 'node:http'
import type { IncomingMessage, RequestOptions } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { isIP } from 'node:net'
import type { Socket } from 'node:net'
import { connect as startTls } from 'node:tls'
import { OutgoingError } from './outgoing-error.js'

/** What came back. */
export interface FetchedAnswer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
}

export interface SendGetOptions {
  /** Opens the connection to the host. */
  readonly connect: (port: number) => Socket
  readonly signal: AbortSignal
  readonly maxBytes: number
  readonly accept: string
  readonly ca: string | undefined
}

const maxHeaderBytes = 16_384

/** Sends one GET on a connection of its own and reads the whole answer. Follows nothing, and asks for no compression, so
 *  that a small answer cannot become a large one. */
export async function sendGet(url: URL, options: SendGetOptions): Promise<FetchedAnswer> {
  const response = await receive(url, options)
  try {
    const headers = headersOf(response)
    const encoding = headers.get('Content-Encoding') ?? 'identity'
    if (encoding.toLowerCase() !== 'identity') {
      throw new OutgoingError('bad_answer', `${url.origin} compresses, though it was not asked to`)
    }
    const status = response.statusCode ?? 0
    // What a redirect says beside its address interests nobody.
    const isRead = !(status >= 300 && status < 400)
    return { status, headers, bytes: isRead ? await readAll(response, url, options.maxBytes) : Buffer.alloc(0) }
  } finally {
    response.destroy()
  }
}

async function receive(url: URL, { connect, signal, accept, ca }: SendGetOptions): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const defaultPort = isSecure ? 443 : 80
  const requestOptions: RequestOptions = {
    method: 'GET',
    // Without an agent node takes 80, for https too, and writes it into Host.
    defaultPort,
    headers: { Accept: accept, 'Accept-Encoding': 'identity', 'User-Agent': 'ai-feed', Connection: 'close' },
    maxHeaderSize: maxHeaderBytes,
    signal,
    createConnection() {
      const socket = connect(url.port === '' ? defaultPort : Number(url.port))
      if (!isSecure) return socket
      // The certificate is checked against the name in the address, whatever it resolved to.
      const servername = isIP(host) === 0 ? host : ''
      return startTls({ socket, host, servername, ALPNProtocols: ['http/1.1'], ...(ca !== undefined && { ca }) })
    },
  }
  return new Promise((resolve, reject) => {
    const request = (isSecure ? requestByHttps : requestByHttp)(url, requestOptions, resolve)
    request.on('error', reject)
    request.on('upgrade', (_response, socket) => {
      socket.destroy()
      reject(new OutgoingError('bad_answer', `${url.origin} wants to switch protocols`))
    })
    request.end()
  })
}

async function readAll(response: IncomingMessage, url: URL, maxBytes: number): Promise<Buffer> {
  const tooLarge = (): OutgoingError =>
    new OutgoingError('too_large', `${url.origin} sends more than ${maxBytes} bytes`)
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.byteLength
    if (length > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  return headers
}
