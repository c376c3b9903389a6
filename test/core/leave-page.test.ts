import { expect } from '@open-wc/testing'
import { createStore, keys, set } from 'idb-keyval'
import { openDatabase } from '../../packages/core/dist/storage/database.js'
import { openClient } from '../support/wire-client.ts'

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

  it('says of no post that it is stored before it is, and stores it when it is shown again', async () => {
    const opened = openClient()
    await opened.signIn()
    opened.stub.fail('POST /v1/posts', { code: 'overloaded', retryAfter: 3600 })
    const left = onPutOf(/^entry:/, () => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
    let isTold = false

    const submitting = opened.client.createPost({ text: 'in the last moment' }).then((submission) => {
      isTold = true
      return submission
    })
    await left
    const another = await keys<string>(createStore('ai-feed-outbox', 'keyval'))
    const wasTold = isTold
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    const { id } = await submitting

    expect([wasTold, another.filter((key) => key.endsWith(id))]).to.deep.equal([false, []])
    expect(await keys<string>(createStore('ai-feed-outbox', 'keyval'))).to.include(`entry:${id}`)
    await opened.client.outbox.discard(id)
    opened.closeAll()
  })
})

describe('a write', () => {
  it('is told to be stored once its transaction is complete, and not before', async () => {
    const opened = openClient()
    let isComplete = false
    void onPutOf(/^entry:/, ({ transaction }) =>
      transaction.addEventListener('complete', () => {
        isComplete = true
      }),
    )

    const { id } = await opened.client.createPost({ text: 'stored' })

    expect(isComplete).to.equal(true)
    await opened.client.outbox.discard(id)
    opened.closeAll()
  })
})

/** Does something right after the first value with such a key was put. */
async function onPutOf(name: RegExp, work: (store: IDBObjectStore) => void): Promise<void> {
  const { put } = IDBObjectStore.prototype
  await new Promise<void>((resolve) => {
    IDBObjectStore.prototype.put = function (value, key) {
      const request = put.call(this, value, key)
      if (typeof key === 'string' && name.test(key)) {
        IDBObjectStore.prototype.put = put
        work(this)
        resolve()
      }
      return request
    }
  })
}
