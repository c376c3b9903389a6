import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createFindClientAddress } from '../../packages/server/dist/http/client-address.js'

describe('client address', () => {
  const rows: readonly [string, readonly string[], string, string | undefined, string][] = [
    ['is the peer without proxies', [], '192.0.2.1', '198.51.100.9', '192.0.2.1'],
    ['is the peer when it is no trusted proxy', ['10.0.0.1'], '192.0.2.1', '198.51.100.9', '192.0.2.1'],
    ['is what the trusted proxy wrote', ['10.0.0.1'], '10.0.0.1', '198.51.100.9', '198.51.100.9'],
    ['ignores what the client wrote before', ['10.0.0.1'], '10.0.0.1', '1.1.1.1, 198.51.100.9', '198.51.100.9'],
    ['walks through several proxies', ['10.0.0.0/8'], '10.0.0.1', '1.1.1.1, 198.51.100.9, 10.9.9.9', '198.51.100.9'],
    ['is the proxy when the header is missing', ['10.0.0.1'], '10.0.0.1', undefined, '10.0.0.1'],
    ['is the proxy when the header is rubbish', ['10.0.0.1'], '10.0.0.1', 'unknown', '10.0.0.1'],
    ['counts IPv4 inside IPv6 as IPv4', ['10.0.0.1'], '::ffff:10.0.0.1', '::ffff:198.51.100.9', '198.51.100.9'],
    ['knows IPv6 networks', ['2001:db8::/32'], '2001:db8::7', '2001:4860::1', '2001:4860::1'],
  ]
  for (const [what, proxies, peer, header, client] of rows) {
    it(what, () => {
      const find = createFindClientAddress(proxies)

      assert.equal(find(peer, header), client)
    })
  }
})
