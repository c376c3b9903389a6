import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { embedRoutes } from '../../packages/server/dist/embed/embed-routes.js'
import { createAdmission } from '../../packages/server/dist/http/admission.js'
import { createApp } from '../../packages/server/dist/http/app.js'
import { createLog } from '../../packages/server/dist/log.js'

describe('/embed/{feed}', () => {
  const lines: string[] = []
  const app = createApp({
    log: createLog({ write: (line) => lines.push(line) }),
    admission: createAdmission({ running: 8, waiting: 8 }),
    findClientAddress: () => '127.0.0.1',
  })
  const open = async (path: string, language = 'en-GB,en;q=0.9'): Promise<Response> =>
    app.request(`/embed/${path}`, { headers: { 'Accept-Language': language } })
  before(() => {
    const embed = { version: '1.2.3', files: new Map() }
    const urls = { publicUrl: 'https://feed.example.org', mediaUrl: 'https://pictures.example.org' }
    app.route('/', embedRoutes({ embed, ...urls }))
  })

  it('is a page with the feed and who reads it, for frames of any page', async () => {
    const response = await open('tag:glass')
    const page = await response.text()

    assert.equal(response.status, 200)
    assert.match(response.headers.get('Content-Type') ?? '', /^text\/html/)
    assert.match(page, /<ai-feed server="https:\/\/feed\.example\.org" theme="auto" feed="tag:glass"><\/ai-feed>/)
    assert.match(page, /<ai-account server="https:\/\/feed\.example\.org" theme="auto"><\/ai-account>/)
    assert.doesNotMatch(page, /<ai-composer/)
    assert.equal(response.headers.get('X-Frame-Options'), null)
    assert.doesNotMatch(response.headers.get('Content-Security-Policy') ?? '', /frame-ancestors/)
  })

  it('runs nothing but the build, and talks to nobody but the server', async () => {
    const response = await open('explore')
    const policy = response.headers.get('Content-Security-Policy') ?? ''

    assert.match(policy, /default-src 'none'; script-src 'self'; connect-src 'self'; /)
    assert.match(policy, /img-src 'self' https:\/\/pictures\.example\.org; /)
    assert.match(policy, /require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), null)
  })

  it('takes the attributes of the tags from the address', async () => {
    const page = await (await open('explore?site=blog&theme=dark&layout=grid&paging=button&composer')).text()

    const shared = 'server="https://feed.example.org" site="blog" theme="dark"'
    assert.ok(page.includes(`<ai-composer ${shared}></ai-composer>`), page)
    assert.ok(page.includes(`<ai-feed ${shared} layout="grid" paging="button" feed="explore"></ai-feed>`), page)
    assert.match(page, /<meta name="color-scheme" content="dark">/)
  })

  it('offers no account and no composer where one may only read', async () => {
    const page = await (await open('explore?read-only&composer')).text()

    assert.match(page, /<ai-feed [^>]*read-only=""/)
    assert.doesNotMatch(page, /<ai-account|<ai-composer/)
  })

  for (const [asked, language, html] of [
    ['explore', 'de-AT,de;q=0.9', 'lang="de-AT" dir="ltr"'],
    ['explore?lang=ar', 'en', 'lang="ar" dir="rtl"'],
    ['explore', '"><script>', 'lang="en" dir="ltr"'],
    ['explore', '', 'lang="en" dir="ltr"'],
  ] as const) {
    it(`writes ${html} for ${asked} with "${language}"`, async () => {
      assert.ok((await (await open(asked, language)).text()).includes(`<html ${html}>`))
    })
  }

  it('writes what strangers put into the address as text', async () => {
    const page = await (await open(`search:${encodeURIComponent('"><script>alert(1)</script>')}?site=%22%3E`)).text()

    assert.doesNotMatch(page, /<script>/)
    assert.match(page, /feed="search:&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;"/)
    assert.match(page, /site="&quot;&gt;"/)
  })

  it('keeps what is searched, and of whom the feed is, out of the log', async () => {
    lines.length = 0
    await open('search:my-illness')
    await open('user:ada')

    assert.doesNotMatch(lines.join(''), /illness|ada/)
  })

  for (const path of ['nothing', 'tag:', 'explore/x', 'Explore']) {
    it(`has nothing at /embed/${path}`, async () => {
      assert.equal((await open(path)).status, 404)
    })
  }

  for (const query of ['theme=blue', 'onload=x', 'lang=%22', 'around=1', 'composer=1', 'theme=dark&theme=dark']) {
    it(`refuses ?${query}`, async () => {
      const response = await open(`explore?${query}`)

      assert.ok(response.status === 400 || response.status === 422, String(response.status))
      assert.match(response.headers.get('Content-Type') ?? '', /^application\/problem\+json/)
    })
  }
})
