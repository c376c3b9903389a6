import { expect } from '@open-wc/testing'
import { createStore, set } from 'idb-keyval'
import { openDatabase } from '../../packages/core/dist/storage/database.js'

describe('a page of WebKit that is left in the middle of a transaction', () => {
  const { abort } = IDBTransaction.prototype
  let aborted = 0

  beforeEach(() => {
    aborted = 0
    Object.defineProperty(navigator, 'vendor', { value: 'Apple Computer, Inc.', configurable: true })
    IDBTransaction.prototype.abort = function () {
      aborted += 1
      return abort.call(this)
    }
  })
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'vendor')
    IDBTransaction.prototype.abort = abort
  })

  it('gives it up, so that no other page finds the database blocked, and does it when it is shown again', async () => {
    const database = openDatabase('ai-feed-cache', 'indexeddb')
    await database.set([['left', 'before']])
    let isWritten = false
    const { put } = IDBObjectStore.prototype
    const begun = new Promise<void>((resolve) => {
      IDBObjectStore.prototype.put = function (value, key) {
        queueMicrotask(resolve)
        return put.call(this, value, key)
      }
    })
    const writing = database.set([['left', 'after']]).then(() => (isWritten = true))
    await begun
    IDBObjectStore.prototype.put = put

    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    await set('other page', 1, createStore('ai-feed-cache', 'keyval'))
    const isWrittenAway = isWritten
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    await writing

    expect([aborted, isWrittenAway]).to.deep.equal([1, false])
    expect(await database.get('left')).to.equal('after')
  })

  it('goes on where the page was not left after all', async () => {
    const database = openDatabase('ai-feed-cache', 'indexeddb')
    await database.set([['stayed', 'before']])

    dispatchEvent(new PageTransitionEvent('pagehide'))
    await database.set([['stayed', 'after']])

    expect(await database.get('stayed')).to.equal('after')
  })
})
