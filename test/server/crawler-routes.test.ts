import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { crawlerRoutes } from '../../packages/server/dist/http/crawler-routes.js'

describe('what a server says to crawlers', () => {
  const get = (path: string): Response | Promise<Response> => crawlerRoutes().request(path)

  it('shuts those out that only train, whatever an author allows, and keeps the others from pages of accounts', async () => {
    const answer = await get('/robots.txt')
    const groups = (await answer.text()).split('\n\n')

    assert.match(answer.headers.get('Content-Type') ?? '', /^text\/plain/)
    assert.ok(groups[0]?.includes('User-agent: GPTBot\n') && groups[0].endsWith('Disallow: /'))
    assert.doesNotMatch(groups[0] ?? '', /^Allow|Content-Usage/m)
    assert.ok(groups[1]?.startsWith('User-agent: *\nDisallow: /account\n'))
  })

  it('reserves text and data mining', async () => {
    const answer = await get('/.well-known/tdmrep.json')

    assert.equal(answer.headers.get('TDM-Reservation'), '1')
    assert.deepEqual(await answer.json(), [{ location: '/', 'tdm-reservation': 1 }])
  })
})
