import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startLimitedServer } from '../support/limited-server.ts'
import type { LimitedServer } from '../support/limited-server.ts'

/** Opens a stream from each address and keeps all of them open until the last was answered. @returns the statuses. */
const listenFrom = async (server: LimitedServer, addresses: readonly string[]): Promise<number[]> => {
  const answers = []
  for (const address of addresses) {
    answers.push(await server.get('/v1/events?feed=explore', { headers: { 'X-Forwarded-For': address } }))
  }
  for (const { body } of answers) await body?.cancel()
  return answers.map(({ status }) => status)
}

describe('a limit of an address', () => {
  let server: LimitedServer
  before(async () => {
    server = await startLimitedServer({ streamsPerIp: 1 }, { AI_FEED_PROXY: '127.0.0.1' })
  })
  after(() => server.close())

  const rows: readonly [string, readonly string[], readonly number[]][] = [
    ['is one for all of a /64', ['2001:db8:0:1::1', '2001:db8:0:1:ffff:ffff:ffff:ffff'], [200, 429]],
    ['is another for the next /64', ['2001:db8:0:2::1', '2001:db8:0:3::1'], [200, 200]],
    ['knows every spelling of an address', ['2001:DB8:0:0004::1', '2001:db8::4:0:0:0:9'], [200, 429]],
    ['counts IPv4 inside IPv6 as IPv4', ['198.51.100.9', '::ffff:198.51.100.9', '::ffff:c633:6409'], [200, 429, 429]],
    [
      'keeps IPv4 addresses inside IPv6 apart',
      ['::ffff:192.0.2.1', '::ffff:c000:202', '64:ff9b::192.0.2.3'],
      [200, 200, 200],
    ],
    [
      'takes what the proxy wrote, not what its client sent',
      ['1.1.1.1, 192.0.2.77', '2.2.2.2, 192.0.2.77'],
      [200, 429],
    ],
  ]
  for (const [what, addresses, statuses] of rows) {
    it(what, async () => assert.deepEqual(await listenFrom(server, addresses), statuses))
  }

  it('heeds no forwarded address but from AI_FEED_PROXY', async () => {
    const open = await startLimitedServer({ streamsPerIp: 1 })
    const statuses = await listenFrom(open, ['198.51.100.1', '198.51.100.2', '2001:db8::1'])
    await open.close()

    assert.deepEqual(statuses, [200, 429, 429])
  })
})
