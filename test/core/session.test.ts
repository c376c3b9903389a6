import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { createSession } from '../../packages/core/dist/auth/session.js'
import type { SessionRecord } from '../../packages/core/dist/auth/session-record.js'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('session', () => {
  let opened: StubbedClient

  beforeEach(() => {
    opened = openClient()
  })
  afterEach(() => opened.closeAll())

  it('is unknown, then signed out, and sends nothing for that', async () => {
    expect(opened.client.session.getSnapshot().status).to.equal('unknown')

    await until(opened.client.session, ({ status }) => status === 'signed-out')

    expect(opened.stub.requests).to.deep.equal([])
  })

  it('shows without a stored session that is slow, and takes it when it comes', async () => {
    await opened.signIn()
    const [record] = (await recordsOf('ai-feed-session')).filter(({ server }) => server === opened.stub.server)
    const stored = Promise.withResolvers<SessionRecord>()
    const users: (string | undefined)[] = []
    const session = createSession({
      mayBeStored: async () => false,
      key: 'session',
      isMarked: () => true,
      loadAccount: async () => ({
        signer: noSigner,
        keeper: { find: () => stored.promise, reload: () => stored.promise },
      }),
      onFirstUse() {},
      onUser: (user) => users.push(user?.handle),
    })

    await until(session.store, ({ status }) => status === 'signed-out')
    stored.resolve(record as unknown as SessionRecord)
    await until(session.store, ({ status }) => status === 'signed-in')

    expect(users).to.deep.equal([undefined, 'anna'])
    session.close()
  })

  it('opens no database for it before page one, where nobody has signed in', async () => {
    const { open } = IDBFactory.prototype
    const asked: string[] = []
    IDBFactory.prototype.open = function (name, version) {
      asked.push(name)
      return open.call(this, name, version)
    }

    await until(opened.client.feed('explore'), ({ source }) => source === 'network')
    IDBFactory.prototype.open = open

    expect(asked).not.to.include('ai-feed-session')
  })

  it('is found a moment later on a page that has emptied its localStorage', async () => {
    await opened.signIn()
    localStorage.clear()
    const later = opened.open()

    await until(later.session, ({ status }) => status === 'signed-out')
    const found = await until(later.session, ({ status }) => status === 'signed-in')

    expect('user' in found && found.user.handle).to.equal('anna')
    expect(Object.values(localStorage)).to.deep.equal(['stored'])
  })

  it('leaves no mark after signing out, nor where it lives in memory alone', async () => {
    const inMemory = opened.open({ storage: 'memory', server: opened.stub.server })
    await opened.signIn(inMemory)
    const afterMemory = Object.keys(localStorage).filter((name) => name.includes(opened.stub.server))
    await opened.signIn()
    await opened.client.signOut()

    const afterAll = Object.keys(localStorage).filter((name) => name.includes(opened.stub.server))

    expect([afterMemory, afterAll]).to.deep.equal([[], []])
  })

  it('signs in, survives a reload, and signs out everywhere in the browser', async () => {
    await opened.signIn()
    const later = opened.open()
    const restored = await until(later.session, ({ status }) => status === 'signed-in')

    await opened.client.signOut()
    await until(later.session, ({ status }) => status === 'signed-out')

    expect('user' in restored && restored.user.handle).to.equal('anna')
    expect(opened.stub.seen('POST /oauth/revoke')).to.have.length(1)
  })

  it('ends every sign-in of the user when told to, and none when the server cannot be reached', async () => {
    await opened.signIn()
    opened.stub.fail('POST /oauth/revoke', 'offline', 99)
    const failure = await opened.client.signOut({ everywhere: true }).catch((error: unknown) => error)
    expect(isFeedError(failure, 'offline')).to.equal(true)
    expect(opened.client.session.getSnapshot().status).to.equal('signed-in')
    opened.stub.heal()

    await opened.client.signOut({ everywhere: true })

    expect(opened.client.session.getSnapshot().status).to.equal('signed-out')
    const bodies = opened.stub.seen('POST /oauth/revoke').map(({ body }) => new URLSearchParams(String(body)))
    expect(bodies.some((body) => body.get('everywhere') === 'true' && body.has('token'))).to.equal(true)
  })

  it('proves every request of its own with another proof', async () => {
    await opened.signIn()

    await Promise.all([opened.client.loadMe(), opened.client.loadMe()])
    await opened.client.loadMe()

    const proofs = opened.stub.seen('GET /v1/me').map(({ headers }) => headers.get('dpop'))
    expect(new Set(proofs).size).to.equal(proofs.length)
  })

  it('asks for fresh tokens once when many requests find the old ones dead', async () => {
    await opened.signIn()
    await opened.client.loadMe()
    const before = opened.stub.seen('POST /oauth/token').length
    opened.stub.revokeTokens()

    await Promise.all(Array.from({ length: 5 }, () => opened.client.loadMe()))

    // One for the nonce that the new prover does not have, or the token itself.
    expect(opened.stub.seen('POST /oauth/token').length - before).to.be.lessThan(3)
  })

  it('keeps the user when the session has ended, and reads on without it', async () => {
    let token = 'anna'
    const client = opened.open({ getToken: async () => token })
    await client.signIn()
    token = 'nobody'
    opened.stub.revokeTokens()

    const failure = await client.loadMe().catch((error: unknown) => error)
    const feed = await until(client.feed('explore'), ({ source }) => source === 'network')

    expect(isFeedError(failure, 'token_invalid')).to.equal(true)
    expect(client.session.getSnapshot()).to.deep.include({ status: 'expired' })
    expect(feed.error).to.equal(undefined)
  })

  it('lets go of who waits for fresh tokens no more', async () => {
    await opened.signIn()
    opened.stub.revokeTokens()
    opened.stub.fail('POST /oauth/token', 'hang')
    const leaving = new AbortController()
    const asked = opened.stub.seen('POST /oauth/token').length

    const loading = opened.client.loadMe({ signal: leaving.signal }).catch((error: unknown) => error)
    await eventually(() => opened.stub.seen('POST /oauth/token').length > asked)
    leaving.abort('left')

    expect(await loading).to.equal('left')
  })

  it('gives its tokens to no other server', async () => {
    await opened.signIn()
    const elsewhere: string[] = []
    const other = opened.open({
      server: 'https://elsewhere.test',
      fetch: async (_input, init) => {
        elsewhere.push(...new Headers(init?.headers).keys())
        return new Response('{}', { status: 200 })
      },
    })

    await other.loadPost('any').catch(() => {})

    expect(elsewhere).to.deep.equal([])
    expect(other.session.getSnapshot().status).to.equal('signed-out')
  })

  it('keeps the private key where no script can read it', async () => {
    await opened.signIn()

    const [record] = (await recordsOf('ai-feed-session')).filter(({ server }) => server === opened.stub.server)

    expect(record?.keyPair.privateKey.extractable).to.equal(false)
    expect(JSON.stringify(Object.entries(localStorage)) + document.cookie).not.to.contain(record?.tokens.accessToken)
  })

  it('stores nothing before sign-in', async () => {
    await until(opened.client.feed('explore'), ({ source }) => source === 'network')

    const records = await recordsOf('ai-feed-session')

    expect(records.filter(({ server }) => server === opened.stub.server)).to.deep.equal([])
    expect(document.cookie).to.equal('')
  })

  it('tells why the host gave no token', async () => {
    const cause = new Error('not logged in at the shop')
    const client = opened.open({ getToken: () => Promise.reject(cause) })

    const failure = await client.signIn().catch((error: unknown) => error)

    expect(isFeedError(failure, 'sign_in_failed') && failure.cause).to.equal(cause)
    expect(client.session.getSnapshot().status).to.equal('signed-out')
  })

  it('loads page one anew when somebody signs in', async () => {
    opened.stub.addPost({ id: 'seen' })
    const feed = opened.client.feed('explore')
    const stop = feed.subscribe(() => {})
    const before = await until(feed, ({ source }) => source === 'network')

    await opened.signIn()
    const after = await until(feed, ({ items }) => items[0]?.post.viewer !== undefined)

    expect(before.items[0]?.post.viewer).to.equal(undefined)
    expect(after.items).to.have.length(1)
    stop()
  })
})

const noSigner = { prove: async () => undefined, observe() {}, recover: async () => false }

async function recordsOf(
  name: string,
): Promise<{ server: string; keyPair: CryptoKeyPair; tokens: { accessToken: string } }[]> {
  const all = await indexedDB.databases()
  if (!all.some((one) => one.name === name)) return []
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name)
    request.onsuccess = () => resolve(request.result)
  })
  try {
    return await new Promise((resolve) => {
      const request = database.transaction('keyval').objectStore('keyval').getAll()
      // A lease that was given back leaves an empty place.
      request.onsuccess = () => resolve(request.result.filter((record) => record !== undefined))
    })
  } finally {
    database.close()
  }
}
