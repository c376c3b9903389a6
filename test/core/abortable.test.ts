import { expect } from '@open-wc/testing'
import { abortable } from '../../packages/core/dist/platform/abortable.js'

describe('work that several wait for', () => {
  it('fails unheard for who had left before it began', async () => {
    const unhandled: unknown[] = []
    const note = (event: PromiseRejectionEvent): void => {
      event.preventDefault()
      unhandled.push(event.reason)
    }
    addEventListener('unhandledrejection', note)

    const reason: unknown = await abortable(Promise.reject(new Error('late')), AbortSignal.abort('left')).catch(
      (error: unknown) => error,
    )
    await new Promise((resolve) => setTimeout(resolve, 50))
    removeEventListener('unhandledrejection', note)

    expect([reason, unhandled]).to.deep.equal(['left', []])
  })
})
