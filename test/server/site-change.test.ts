import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { exportSPKI } from 'jose'
import { readSiteCommand } from '../../packages/server/dist/sites/read-site-command.js'
import { runSiteCommand } from '../../packages/server/dist/sites/site-command.js'
import { createHostSite } from '../support/host-site.ts'
import { signUp } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('ai-feed-server site, on a server that runs', () => {
  let server: TestServer
  let folder: string
  before(async () => {
    server = await startTestServer({ limits: { signUpsPerIpHour: 100 } })
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-keys-'))
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const site = (...words: string[]): Promise<string[]> => runSiteCommand(server.db, readSiteCommand(words))
  const writeKey = async (text: string | Buffer): Promise<string> => {
    const file = join(folder, `${Math.random()}.pem`)
    await writeFile(file, text)
    return file
  }

  it('takes an origin away, whose pages are refused from the next request on', async () => {
    const user = await signUp(server, { handle: 'anna', origin: testOrigins[1] })
    await site('add', 'default', '--remove-origin', testOrigins[1])

    assert.equal((await user.fetch('/v1/me')).status, 403)
    assert.equal((await user.fetch('/v1/me', { headers: { Origin: testOrigins[0] } })).status, 200)
    await assert.rejects(site('add', 'default', '--remove-origin', testOrigins[1]), /no origin/)
    await site('add', 'default', '--origin', testOrigins[1])
  })

  it('gives posts the default policies, and leaves the others as they are', async () => {
    await site('add', 'default', '--comments', 'followers', '--remixes', 'nobody')
    const user = await signUp(server, { handle: 'berta', origin: testOrigins[0] })
    const me = (await (await user.fetch('/v1/me')).json()) as { defaults: Record<string, unknown> }

    const { visibility, commentPolicy, remixPolicy } = me.defaults
    assert.deepEqual([visibility, commentPolicy, remixPolicy], ['public', 'followers', 'nobody'])
  })

  it('keeps a budget until it is told the default', async () => {
    const [line = ''] = await site('add', 'default', '--budget', '25')
    assert.match(line, /\tbudget 25$/)
    assert.match((await site('add', 'default', '--name', 'Named'))[0] ?? '', /Named.*\tbudget 25$/)
    assert.doesNotMatch((await site('add', 'default', '--budget', 'default'))[0] ?? '', /budget/)
  })

  for (const [alg, format] of [
    ['ES256', 'pem'],
    ['ES256', 'jwk'],
    ['RS256', 'pem'],
  ] as const) {
    it(`takes the public key of a host, ${alg} as ${format}`, async () => {
      const host = await createHostSite(server, { siteId: 'default', alg, isKnown: false })
      const pem = await exportSPKI(host.publicKey)
      const file = await writeKey(format === 'pem' ? pem : JSON.stringify({ keys: [host.publicJwk] }))

      assert.match((await site('add', 'default', '--sso-key', file))[0] ?? '', /\tsso key/)
      assert.equal((await host.trade(await host.vouch('u-1'))).status, 200)
      await site('add', 'default', '--no-sso')
      assert.equal((await host.trade(await host.vouch('u-1'))).status, 400)
    })
  }

  it('takes no private key, no short one and nothing else', async () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const short = generateKeyPairSync('rsa', { modulusLength: 1_024 })
    const refused: readonly (readonly [RegExp, string | Buffer])[] = [
      [/holds a secret/, ec.privateKey.export({ type: 'pkcs8', format: 'pem' })],
      [/holds a secret/, JSON.stringify(ec.privateKey.export({ format: 'jwk' }))],
      [/holds a secret/, JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' })],
      [/neither EC/, p384.publicKey.export({ type: 'spki', format: 'pem' })],
      [/neither EC/, short.publicKey.export({ type: 'spki', format: 'pem' })],
      [/no public key/, 'words'],
      [/no public key/, '{"keys":[]}'],
    ]
    for (const [reason, text] of refused) {
      await assert.rejects(site('add', 'default', '--sso-key', await writeKey(text)), {
        name: 'ConfigError',
        message: reason,
      })
    }
    await assert.rejects(site('add', 'default', '--sso-key', join(folder, 'nothing')), /cannot be read: ENOENT/)
  })

  it('removes a site with users only when told to erase them, and remembers that', async () => {
    const user = await signUp(server, { handle: 'gone', origin: otherOrigin, site: 'other' })
    await assert.rejects(site('remove', 'other'), /has 1 users: say --erase/)
    assert.equal((await user.fetch('/v1/me')).status, 200)

    assert.deepEqual(await site('remove', 'other', '--erase'), ['other\tremoved\t1 users'])
    assert.equal((await user.fetch('/v1/me')).status, 401)
    const erased = await server.db.selectFrom('erasures').select(['kind', 'id']).execute()
    assert.deepEqual(erased, [{ kind: 'user', id: user.userId }])
    const left = await server.db.selectFrom('oidc').select('id').where('user_id', '=', user.userId).execute()
    assert.deepEqual(left, [])
    await assert.rejects(site('remove', 'other'), /there is no site other/)
  })
})
