import { createServer as createHttpServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TestCertificate } from './certificate.ts'

/** A server that answers as a test wants, and remembers what it was asked. */
export interface AnsweringServer {
  readonly url: string
  readonly port: number
  readonly requests: readonly IncomingMessage[]
  close(): Promise<void>
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** Starts it on any free port of loopback; with a certificate it speaks TLS. */
export async function startAnsweringServer(answer: Answer, certificate?: TestCertificate): Promise<AnsweringServer> {
  const requests: IncomingMessage[] = []
  const listener: Answer = (request, response) => {
    requests.push(request)
    // Whoever is gone is gone: many tests here break off.
    response.on('error', () => {})
    answer(request, response)
  }
  const server = certificate ? createHttpsServer(certificate, listener) : createHttpServer(listener)
  server.on('tlsClientError', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
