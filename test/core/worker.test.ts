import { expect } from '@open-wc/testing'

describe('core in a worker', () => {
  it('reads a feed without a page', async () => {
    const core = new URL('/packages/core/dist/index.js', location.href).href
    const code = `
      import { createFeedClient } from '${core}'
      const page = { items: [], newest: '1' }
      const client = createFeedClient({ server: 'https://feed.example', fetch: async () => Response.json(page) })
      await client.feed('explore').refresh()
      postMessage(client.feed('explore').getSnapshot().source)
      client.close()`
    const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
    const worker = new Worker(address, { type: 'module' })

    const said = await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => resolve(data))
      worker.addEventListener('error', ({ message }) => reject(new Error(message)))
    })
    worker.terminate()
    URL.revokeObjectURL(address)

    expect(said).to.equal('network')
  })
})
