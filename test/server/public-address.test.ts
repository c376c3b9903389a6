import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isPublicAddress } from '../../packages/server/dist/outgoing/public-address.js'

/** Every block that IANA's registries of special addresses hold back, as [first, last] of 32 bits. */
const specialIpv4: readonly (readonly [string, string])[] = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '255.255.255.255'],
]

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
const textOf = (bits: number): string => [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')
const hexOf = (bits: number): string => `${(bits >>> 16).toString(16)}:${(bits & 65_535).toString(16)}`
const isSpecial = (bits: number): boolean =>
  specialIpv4.some(([first, last]) => bits >= numberOf(first) && bits <= numberOf(last))
const anyBits = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(...specialIpv4).chain(([first, last]) => fc.integer({ min: numberOf(first), max: numberOf(last) })),
  fc
    .constantFrom(...specialIpv4.flatMap(([first, last]) => [numberOf(first) - 1, numberOf(last) + 1]))
    .filter((bits) => bits >= 0 && bits < 2 ** 32),
)

describe('an address', () => {
  it('of IPv4 is public unless a registry holds it back', () => {
    fc.assert(
      fc.property(anyBits, (bits) => assert.equal(isPublicAddress(textOf(bits)), !isSpecial(bits), textOf(bits))),
      { numRuns: 3_000 },
    )
  })

  it('of IPv4 inside IPv6 counts as IPv4, however it is written', () => {
    fc.assert(
      fc.property(anyBits, (bits) => {
        for (const prefix of ['::ffff:', '0:0:0:0:0:ffff:', '0000:0000:0000:0000:0000:FFFF:', '64:ff9b::']) {
          for (const tail of [textOf(bits), hexOf(bits)]) {
            assert.equal(isPublicAddress(prefix + tail), !isSpecial(bits), prefix + tail)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('in a tunnel, a local NAT64 or the old compatible form is never public', () => {
    fc.assert(
      fc.property(anyBits, (bits) => {
        const forms = [
          `2002:${hexOf(bits)}::1`,
          `2001:0:${hexOf(bits)}::1`,
          `2a00:1450::5efe:${textOf(bits)}`,
          `2a00:1450::200:5efe:${hexOf(bits)}`,
          `64:ff9b:1::${hexOf(bits)}`,
          `::${hexOf(bits)}`,
          `::ffff:0:${hexOf(bits)}`,
        ]
        for (const form of forms) assert.equal(isPublicAddress(form), false, form)
      }),
      { numRuns: 500 },
    )
  })

  it('of IPv6 is public in global unicast only', () => {
    for (const address of ['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2620:fe::fe', '3ffe::1']) {
      assert.equal(isPublicAddress(address), true, address)
    }
    const refused = ['::', '::1', 'fe80::1', 'fe80::1%1', 'fec0::1', 'fc00::1', 'fdff::1', 'ff02::1', '100::1']
    const documentation = ['2001:db8::1', '3fff:fff::1', '2001:2::1', '2001:20::1', '2001:1ff::1', '5f00::1', '4000::1']
    for (const address of [...refused, ...documentation]) assert.equal(isPublicAddress(address), false, address)
  })

  it('that is none is not public', () => {
    for (const text of [
      '',
      'localhost',
      '8.8.8',
      '8.8.8.8 ',
      '08.8.8.8',
      '8.8.8.8:443',
      '[2606::1]',
      '2606::1]',
      '1e3',
    ]) {
      assert.equal(isPublicAddress(text), false, text)
    }
  })
})
