import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createAdmission } from '../../packages/server/dist/http/admission.js'

describe('admission', () => {
  it('lets the waiting in as others leave, in their order', async () => {
    const admission = createAdmission({ running: 1, waiting: 2 })
    const order: string[] = []
    const leaveFirst = await admission.enter()
    const second = admission.enter().then((leave) => (order.push('second'), leave))
    const third = admission.enter().then((leave) => (order.push('third'), leave))

    leaveFirst()
    ;(await second)()
    await third

    assert.deepEqual(order, ['second', 'third'])
  })

  it('turns away at once when the line is full, with a time to come back', async () => {
    const admission = createAdmission({ running: 1, waiting: 1 })
    await admission.enter()
    void admission.enter()

    await assert.rejects(admission.enter(), { code: 'overloaded', retryAfterSeconds: 2 })
  })

  it('gives the place in line of a client that left to the next', async () => {
    const admission = createAdmission({ running: 1, waiting: 1 })
    const leaving = new AbortController()
    const leave = await admission.enter()
    const left = admission.enter(() => leaving.signal)
    leaving.abort(new Error('gone'))
    await assert.rejects(left, /gone/)

    const next = admission.enter()
    leave()

    await next
  })

  it('frees a place once, however often it is asked to', async () => {
    const admission = createAdmission({ running: 1, waiting: 1 })
    const leave = await admission.enter()
    leave()
    leave()
    await admission.enter()
    void admission.enter()

    await assert.rejects(admission.enter(), { code: 'overloaded' })
  })
})
