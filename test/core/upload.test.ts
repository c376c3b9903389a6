import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { errorOfResponse } from '../../packages/core/dist/http/read-problem.js'
import { systemClock } from '../../packages/core/dist/platform/clock.js'
import { createTransport } from '../../packages/core/dist/http/transport.js'
import { uploadImage } from '../../packages/core/dist/media/upload.js'

describe('uploadImage', () => {
  const openPorts = (server = location.origin, fetch?: typeof globalThis.fetch) => ({
    hasOwnFetch: fetch !== undefined,
    freshenNonce: async () => {},
    transport: createTransport({
      server,
      fetch,
      authorization: nobody,
      readProblem: (response) => errorOfResponse(response, systemClock),
    }),
  })
  const nobody = { prove: async () => undefined, observe: () => {}, recover: async () => false }
  /** Proves with the last nonce that was seen. */
  const openAuthorization = () => {
    let nonce = 'stale'
    return {
      prove: async () => ({ accessToken: 'token', headers: { authorization: 'DPoP token', dpop: nonce } }),
      observe: (headers: Headers) => void (nonce = headers.get('dpop-nonce') ?? nonce),
      recover: async (error: unknown) => isFeedError(error, 'use_dpop_nonce'),
    }
  }
  const request = (key: string, bytes = 2_000_000) => ({
    key,
    type: 'image/png',
    bytes: new Uint8Array(bytes).buffer,
    signal: new AbortController().signal,
    authorization: openAuthorization(),
    onProgress: (_part: number) => {},
  })
  const taken = async (key: string) => (await fetch(`/v1/media-seen?key=${key}`)).json()

  it('sends every byte and tells how far it is', async () => {
    const key = `plain-${crypto.randomUUID().slice(0, 8)}`
    const parts: number[] = []

    const media = await uploadImage(openPorts(), { ...request(key), onProgress: (part) => parts.push(part) })

    expect(media.id).to.equal(`media-${key}`)
    expect(await taken(key)).to.include({ count: 1, bytes: 2_000_000, type: 'image/png' })
    expect(parts.at(-1)).to.equal(1)
    expect(parts).to.deep.equal(parts.toSorted((one, other) => one - other))
  })

  it('proves anew when the server wants a fresh nonce, and takes back nothing of how far it is', async () => {
    const key = `nonce-${crypto.randomUUID().slice(0, 8)}`
    const parts: number[] = []

    await uploadImage(openPorts(), { ...request(key, 20_000_000), onProgress: (part) => parts.push(part) })

    expect(await taken(key)).to.include({ count: 1, proof: 'fresh' })
    expect(parts).to.deep.equal(parts.toSorted((one, other) => one - other))
  })

  it('leaves trying again to the outbox, under the same key', async () => {
    const key = `busy-${crypto.randomUUID().slice(0, 8)}`

    const failure = await uploadImage(openPorts(), request(key)).catch((error: unknown) => error)
    await uploadImage(openPorts(), request(key))

    expect(isFeedError(failure, 'overloaded') && failure.retryAfterMs).to.equal(1000)
    expect(await taken(key)).to.include({ count: 1 })
  })

  it('stops when aborted, with the reason', async () => {
    const controller = new AbortController()
    const reason = new Error('another picture')
    const sending = uploadImage(openPorts(), {
      ...request(`plain-${crypto.randomUUID().slice(0, 8)}`),
      signal: controller.signal,
    })

    controller.abort(reason)

    expect(await sending.catch((error: unknown) => error)).to.equal(reason)
  })

  it('sends nothing when aborted at the last moment', async () => {
    const controller = new AbortController()
    const reason = new Error('discarded')
    const { send } = XMLHttpRequest.prototype
    let sent = 0
    XMLHttpRequest.prototype.send = function (body) {
      sent += 1
      send.call(this, body)
    }
    const proof = {
      get headers() {
        controller.abort(reason)
        return {}
      },
    }
    const authorization = { ...openAuthorization(), prove: async () => proof }

    const failure = await uploadImage(openPorts(), {
      ...request('plain-last'),
      signal: controller.signal,
      authorization,
    }).catch((error: unknown) => error)
    XMLHttpRequest.prototype.send = send

    expect([failure, sent]).to.deep.equal([reason, 0])
  })

  it('gives up an answer that does not end', async () => {
    const failure = await uploadImage(openPorts(), request(`endless-${crypto.randomUUID().slice(0, 8)}`, 10)).catch(
      (error: unknown) => error,
    )

    expect(isFeedError(failure, 'bad_response') && failure.cause).to.be.instanceOf(RangeError)
  })

  it('takes an answer with a status that there is not for none', async () => {
    const failure = await uploadImage(openPorts(), request(`odd-${crypto.randomUUID().slice(0, 8)}`, 10)).catch(
      (error: unknown) => error,
    )

    expect(isFeedError(failure) && failure.code).to.equal('bad_response')
  })

  it('goes by the fetch that the client was given, under the same key', async () => {
    const seen: Request[] = []
    const ownFetch: typeof fetch = async (input, init) => {
      seen.push(new Request(input, init))
      return fetch(input, init)
    }
    const key = `nonce-${crypto.randomUUID().slice(0, 8)}`

    await uploadImage(openPorts(location.origin, ownFetch), request(key))

    expect(await taken(key)).to.include({ count: 1, bytes: 2_000_000, type: 'image/png', proof: 'fresh' })
    expect(seen.map(({ headers }) => headers.get('idempotency-key'))).to.deep.equal([key, key])
  })

  it('tells an unreachable server as offline', async () => {
    const failure = await uploadImage(openPorts('http://127.0.0.1:9'), request('any', 10)).catch(
      (error: unknown) => error,
    )

    expect(isFeedError(failure, 'offline')).to.equal(true)
  })
})
