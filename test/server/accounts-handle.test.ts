import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { handleKey, readHandle } from '../../packages/server/dist/accounts/handle.js'

describe('a handle', () => {
  for (const [typed, handle] of [
    ['anna', 'anna'],
    [' Anna ', 'anna'],
    ['@anna_1', 'anna_1'],
    ['123', '123'],
    ['a'.repeat(30), 'a'.repeat(30)],
  ] as const) {
    it(`is read from ${JSON.stringify(typed)}`, () => {
      assert.deepEqual(readHandle(typed), { handle })
    })
  }

  const faults = {
    handle_length: ['', 'ab', 'rn', 'me', 'a'.repeat(31), '@'],
    handle_characters: [
      'аdmin',
      'admın',
      'ΑDMIN',
      'alіce',
      'alice\u200b',
      'al\u2060ice',
      'alice\u00ad',
      'rοοt',
      'bᴏb',
      'mｏd',
      '𝘀𝘆𝘀𝘁𝗲𝗺',
      'straße',
      '\u212aelvin',
      'admin\u3164',
      '\u202enimda',
      'anna berg',
      'anna-berg',
      'anna.berg',
      'a@b',
      '___',
      'anna\n1',
      'anna\0',
    ],
    handle_reserved: [
      'admin',
      'Admin',
      'adm1n',
      'admln',
      '_admin_',
      'ad_min',
      'r00t',
      'supp0rt',
      'nu11',
      'null',
      'undefined',
      'api',
      'oauth',
      'well_known',
      'moderator',
      'rnods',
      'm0derat0rs',
      'trust__safety',
      'for_you',
      'billing_',
      'bi11ing',
      'foll0wers',
    ],
  } as const
  for (const [fault, texts] of Object.entries(faults)) {
    for (const typed of texts) {
      it(`is refused for ${fault}: ${JSON.stringify(typed)}`, () => {
        assert.deepEqual(readHandle(typed), { fault })
      })
    }
  }

  const confusables = [
    ['google', 'goog1e'],
    ['google', 'googie'],
    ['alice', 'al1ce'],
    ['alice', 'allce'],
    ['bob', 'b0b'],
    ['modern', 'modem'],
    ['win', 'vvin'],
    ['a_b', 'a__b'],
  ] as const
  for (const [one, other] of confusables) {
    it(`has the same skeleton as one that looks like it: ${one}, ${other}`, () => {
      assert.equal(handleKey(one), handleKey(other))
    })
  }

  it('has another skeleton than one that looks different', () => {
    const keys = ['anna', 'anne', 'hanna', 'berta', 'studio_nord', 'studionord'].map(handleKey)
    assert.equal(new Set(keys).size, keys.length)
  })
})
