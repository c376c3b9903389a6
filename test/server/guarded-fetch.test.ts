import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import type { Dial } from '../../packages/server/dist/outgoing/dial.js'
import { createGuardedFetch } from '../../packages/server/dist/outgoing/guarded-fetch.js'
import type { GuardOptions } from '../../packages/server/dist/outgoing/guarded-fetch.js'
import { startAnsweringServer } from '../support/answering-server.ts'
import type { Answer, AnsweringServer } from '../support/answering-server.ts'
import { makeCertificate } from '../support/certificate.ts'

const certificate = makeCertificate('pictures.example')
/** Somewhere in the internet; the connection is led to the test's own server. */
const publicAddress = '8.8.4.4'

describe('the guarded fetch', () => {
  let server: AnsweringServer
  let answer: Answer
  const dialed: string[] = []

  before(async () => {
    server = await startAnsweringServer((request, response) => answer(request, response), certificate)
  })
  after(() => server.close())

  const dial: Dial = (addresses) => {
    dialed.push(...addresses)
    return connect(server.port, '127.0.0.1')
  }
  const guarded = (options: Partial<GuardOptions> = {}, limits: Partial<Limits> = {}) => {
    dialed.length = 0
    return createGuardedFetch({
      limits: { ...defaultLimits, ...limits },
      lookup: async () => [publicAddress],
      dial,
      ca: certificate.cert,
      ...options,
    })
  }

  it('gives what a public address answers, by TLS for the name in the address', async () => {
    answer = (_request, response) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end('hello')

    const { status, headers, bytes } = await guarded()('https://pictures.example/a?b', { accept: 'text/plain' })

    assert.deepEqual([status, headers.get('content-type'), bytes.toString()], [200, 'text/plain', 'hello'])
    assert.deepEqual(dialed, [publicAddress])
    const { headers: sent, url } = server.requests.at(-1)!
    assert.deepEqual([url, sent.host, sent.accept], ['/a?b', 'pictures.example', 'text/plain'])
    assert.deepEqual([sent.cookie, sent.authorization, sent.referer], [undefined, undefined, undefined])
  })

  it('refuses a certificate for another name, and one that nobody vouches for', async () => {
    await assert.rejects(guarded()('https://other.example/'), { fault: 'unreachable' })
    const unknown = createGuardedFetch({ limits: defaultLimits, lookup: async () => [publicAddress], dial })

    await assert.rejects(unknown('https://pictures.example/'), { fault: 'unreachable' })
  })

  it('connects to nothing when one of the addresses of a name is not public', async () => {
    for (const addresses of [['127.0.0.1'], [publicAddress, '10.0.0.1'], ['::ffff:a9fe:a9fe']]) {
      const fetchIt = guarded({ lookup: async () => addresses })

      await assert.rejects(fetchIt('https://pictures.example/'), { fault: 'address_refused' })
      assert.deepEqual(dialed, [])
    }
  })

  it('connects to the addresses that it checked, though the name changes its mind at once', async () => {
    answer = (_request, response) => response.end('hello')
    const answers = [publicAddress, '127.0.0.1', '127.0.0.1']
    const fetchIt = guarded({ lookup: async () => [answers.shift()!] })

    await fetchIt('https://pictures.example/')

    assert.deepEqual(dialed, [publicAddress])
    await assert.rejects(fetchIt('https://pictures.example/'), { fault: 'address_refused' })
  })

  it('judges each hop of a redirect anew', async () => {
    const hops = ['https://127.0.0.1/', 'http://pictures.example/', 'https://inside.example/', 'file:///etc/hostname']
    const lookup = async (host: string) => [host === 'inside.example' ? '192.168.1.1' : publicAddress]

    for (const to of hops) {
      answer = (_request, response) => response.writeHead(302, { Location: to }).end()
      await assert.rejects(guarded({ lookup })('https://pictures.example/'), { fault: 'address_refused' })
      assert.equal(dialed.length, 1)
    }
  })

  it('follows as many redirects as the limit says', async () => {
    let left = 3
    answer = (_request, response) => {
      left -= 1
      if (left >= 0) response.writeHead(307, { Location: `/next/${left}` }).end('ignored')
      else response.end('there')
    }

    assert.equal((await guarded()('https://pictures.example/')).bytes.toString(), 'there')
    left = 4
    await assert.rejects(guarded()('https://pictures.example/'), { fault: 'too_many_redirects' })
  })

  it('reaches a private origin that the operator named, and no other', async () => {
    const own = await startAnsweringServer((_request, response) => response.end('own'))
    try {
      const fetchIt = createGuardedFetch({ limits: defaultLimits, trustedOrigins: [own.url] })

      assert.equal((await fetchIt(`${own.url}/key`)).bytes.toString(), 'own')
      await assert.rejects(fetchIt(server.url), { fault: 'address_refused' })
      await assert.rejects(fetchIt(own.url.replace('127.0.0.1', 'localhost')), { fault: 'address_refused' })
    } finally {
      await own.close()
    }
  })

  it('lets nobody outside redirect to an origin that the operator named', async () => {
    const own = await startAnsweringServer((_request, response) => response.end('own'))
    try {
      answer = (_request, response) => response.writeHead(302, { Location: own.url }).end()

      const outside = guarded({ trustedOrigins: [own.url] })

      await assert.rejects(outside('https://pictures.example/'), { fault: 'address_refused' })
      assert.equal(own.requests.length, 0)
    } finally {
      await own.close()
    }
  })

  it('ends with the signal’s reason, also while the name is being resolved', async () => {
    const controller = new AbortController()
    const fetchIt = guarded({ lookup: () => new Promise(() => {}) })

    const fetching = fetchIt('https://pictures.example/', { signal: controller.signal })
    controller.abort(new Error('enough'))

    await assert.rejects(fetching, { message: 'enough' })
  })

  it('refuses what is no address, and names or passwords in one', async () => {
    for (const address of ['', 'pictures', '//pictures.example/', 'https://anna:word@pictures.example/']) {
      await assert.rejects(guarded()(address), { fault: 'address_refused' })
    }
    assert.deepEqual(dialed, [])
  })
})
