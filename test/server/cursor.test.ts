import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readCursor, writeCursor } from '../../packages/server/dist/database/cursor.js'
import type { Cursor, CursorKeys } from '../../packages/server/dist/database/cursor.js'

const older = Buffer.alloc(32, 1)
const current = Buffer.alloc(32, 2)
const keysOf = (...keys: Buffer[]): CursorKeys => ({ current: () => keys[0] ?? Buffer.alloc(0), all: () => keys })
const cursor: Cursor = { towards: 'older', position: 2 ** 52, newest: 17 }

describe('cursor', () => {
  it('reads back what it wrote', () => {
    const text = writeCursor(keysOf(current), 'default', 'explore', cursor)

    assert.match(text, /^[A-Za-z0-9_-]{1,512}$/)
    assert.deepEqual(readCursor(keysOf(current), 'default', 'explore', text), cursor)
  })

  it('still reads a cursor of the key before', () => {
    const text = writeCursor(keysOf(older), 'default', 'explore', cursor)

    assert.deepEqual(readCursor(keysOf(current, older), 'default', 'explore', text), cursor)
  })

  const good = writeCursor(keysOf(current), 'default', 'explore', cursor)
  for (const [name, siteId, feed, text] of [
    ['of another site', 'other', 'explore', good],
    ['of another feed', 'default', 'user:anna', good],
    ['of a site and feed that join to the same text', 'defaulte', 'xplore', good],
    ['with one bit changed', 'default', 'explore', `B${good.slice(1)}`],
    ['with stray characters', 'default', 'explore', `${good.slice(0, 8)}.${good.slice(8)}`],
    ['cut short', 'default', 'explore', good.slice(0, -4)],
    ['that is empty', 'default', 'explore', ''],
    ['that is too long', 'default', 'explore', good + good],
  ] as const) {
    it(`refuses a cursor ${name}`, () => {
      assert.throws(() => readCursor(keysOf(current), siteId, feed, text), { code: 'bad_cursor' })
    })
  }

  it('refuses a cursor that was signed with another key', () => {
    const forged = writeCursor(keysOf(Buffer.alloc(32, 9)), 'default', 'explore', cursor)

    assert.throws(() => readCursor(keysOf(current, older), 'default', 'explore', forged), { code: 'bad_cursor' })
  })
})
