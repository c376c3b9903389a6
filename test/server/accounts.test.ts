import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import { createAccounts } from '../../packages/server/dist/accounts/accounts.js'
import { createUser } from '../../packages/server/dist/accounts/create-user.js'
import { createPasswords } from '../../packages/server/dist/accounts/passwords.js'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import { addressBucket, takeFromBudget } from '../../packages/server/dist/database/rate-limit.js'
import type { Schema } from '../../packages/server/dist/database/schema.js'
import { HttpProblem } from '../../packages/server/dist/http/http-problem.js'
import type { Accounts, SignUpAttempt } from '../../packages/server/dist/ports.js'
import { addSite } from '../../packages/server/dist/sites/add-site.js'
import { makeTestDatabase } from '../support/test-database.ts'

const password = randomBytes(18).toString('base64url')
const hasCode =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof HttpProblem && error.code === code

describe('accounts', () => {
  let db: Kysely<Schema>
  let accounts: Accounts
  let end: () => Promise<void>
  before(async () => {
    const database = await makeTestDatabase()
    const pool = openDatabase(database.url, { max: 4 })
    db = pool.db
    end = async () => {
      await pool.close()
      await database.drop()
    }
    for (const id of ['one', 'two'])
      await addSite(db, { id, name: id, origins: [`http://127.0.0.1:${id === 'one' ? 1 : 2}`], signUp: 'open' })
    accounts = createAccounts({
      db,
      limits: defaultLimits,
      passwords: createPasswords(),
      moderateText: async () => ({ isAllowed: true }),
    })
  })
  after(() => end())

  let address = 0
  const attempt = (change: Partial<SignUpAttempt>): SignUpAttempt => ({
    siteId: 'one',
    handle: 'anna',
    name: '',
    password,
    // Another line each time, so that only the tests about limits meet them.
    address: `10.0.0.${(address += 1)}`,
    ...change,
  })

  it('are made once and signed in to with the password alone', async () => {
    const made = await accounts.signUp(attempt({ handle: 'Anna', name: ' Anna \u202e Berg ' }))
    assert.ok('userId' in made)
    assert.deepEqual(await accounts.signIn(attempt({ handle: 'ANNA' })), { userId: made.userId })
    assert.deepEqual(await accounts.signIn(attempt({ password: `not ${password}` })), { fault: 'wrong' })
    for (const handle of ['nobody_at_all', '', 'no handle', 'nul\0', 'h'.repeat(64)])
      assert.deepEqual(await accounts.signIn(attempt({ handle })), { fault: 'wrong' })
    const user = await db
      .selectFrom('users')
      .select(['name', 'handle'])
      .where('id', '=', made.userId)
      .executeTakeFirstOrThrow()
    assert.deepEqual(user, { name: 'Anna Berg', handle: 'anna' })
  })

  it('belong to one site', async () => {
    assert.deepEqual(await accounts.signIn(attempt({ siteId: 'two' })), { fault: 'wrong' })
    assert.ok('userId' in (await accounts.signUp(attempt({ siteId: 'two' }))))
  })

  it('store no password', async () => {
    const { hash } = await db.selectFrom('passwords').select('hash').executeTakeFirstOrThrow()
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    assert.ok(!hash.includes(password))
  })

  it('of two that want one handle at once, one gets it', async () => {
    const results = await Promise.all(['zoe', 'z0e', 'zoe'].map((handle) => accounts.signUp(attempt({ handle }))))
    assert.equal(results.filter((result) => 'userId' in result).length, 1)
    assert.deepEqual(
      [...new Set(results.flatMap((result) => ('fault' in result ? [result.fault] : [])))],
      ['handle_taken'],
    )
  })

  it('without a password are there but cannot be signed in to', async () => {
    await createUser(db, { siteId: 'one', handle: 'seeded' })
    for (const typed of ['', password]) {
      assert.deepEqual(await accounts.signIn(attempt({ handle: 'seeded', password: typed })), { fault: 'wrong' })
    }
  })

  it('leave a freed handle at rest', async () => {
    await db
      .insertInto('freed_handles')
      .values({ site_id: 'one', handle_key: 'freed', until: new Date(Date.now() + 60_000) })
      .execute()
    await assert.rejects(createUser(db, { siteId: 'one', handle: 'freed' }), hasCode('handle_taken'))
    await createUser(db, { siteId: 'two', handle: 'freed' })
    await db
      .updateTable('freed_handles')
      .set({ until: new Date(Date.now() - 60_000) })
      .execute()
    await createUser(db, { siteId: 'one', handle: 'freed' })
  })

  it('are not made for a handle that cannot be', async () => {
    await assert.rejects(createUser(db, { siteId: 'one', handle: 'admin' }), hasCode('invalid_field'))
  })

  it('can be tried ten times in five minutes, right or wrong, from anywhere', async () => {
    await accounts.signUp(attempt({ handle: 'limited' }))
    let tries = 0
    let refused = await accounts.signIn(attempt({ handle: 'limited', password: 'wrong' }))
    while ('fault' in refused && refused.fault === 'wrong') {
      tries += 1
      refused = await accounts.signIn(attempt({ handle: '@Limited', password: 'wrong' }))
    }

    // Up to twice as many where a window of five minutes ends on the way.
    assert.ok(tries >= 10 && tries <= 20, `${tries} tries`)
    assert.ok('fault' in refused && refused.fault === 'limited')
    assert.ok((refused.retryAfterSeconds ?? 0) > 0 && (refused.retryAfterSeconds ?? 0) <= 300)
  })

  it('are made ten an hour from one line, which a /64 is', async () => {
    const results = []
    for (let index = 0; index < 11; index += 1) {
      results.push(
        await accounts.signUp(attempt({ handle: `many_${'abcdefghjkm'[index]}`, address: `2001:db8:1:2:${index}::1` })),
      )
    }
    assert.equal(results.filter((result) => 'userId' in result).length, 10)
    assert.ok('userId' in (await accounts.signUp(attempt({ handle: 'many_x', address: '2001:db8:1:3::1' }))))
  })
})

describe('a password queue', () => {
  it('runs two at a time, lets some wait, and turns the rest away', async () => {
    const passwords = createPasswords({ atOnce: 2, waiting: 2 })
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => passwords.hash(password)))
    assert.deepEqual(
      results.map((result) => result.status),
      ['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
    )
    assert.ok(await passwords.verify(await passwords.hash(password), password))
  })

  it('says no without a stored hash, whatever is tried', async () => {
    const passwords = createPasswords()
    assert.equal(await passwords.verify(undefined, ''), false)
    assert.equal(await passwords.verify(undefined, password), false)
  })
})

describe('an address', () => {
  const buckets = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ] as const
  for (const [address, bucket] of buckets) {
    it(`${address} counts as ${bucket}`, () => assert.equal(addressBucket(address), bucket))
  }

  it('has a budget that parallel requests cannot overdraw', async () => {
    const database = await makeTestDatabase()
    const { db, close } = openDatabase(database.url, { max: 8 })
    const budget = { bucket: 'test', limit: 5, windowSeconds: 86_400 }
    const waits = await Promise.all(Array.from({ length: 20 }, () => takeFromBudget(db, budget)))
    assert.equal(waits.filter((wait) => wait === 0).length, 5)
    await close()
    await database.drop()
  })
})
