import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { createGuardedFetch } from '../../packages/server/dist/outgoing/guarded-fetch.js'
import { hostileAnswers } from '../support/hostile-answers.ts'

const file = join(
  process.env['CORPORA_DIR'] ?? new URL('../../../shared/corpora', import.meta.url).pathname,
  'ssrf/targets.json',
)
const isHere = existsSync(file)
const targets = isHere ? (JSON.parse(readFileSync(file, 'utf8')) as { url: string; cls: string }[]) : []
const addresses = targets.filter(({ cls }) => cls !== 'resource').map(({ url }) => url)
const places = addresses.filter((url) => url.startsWith('http://')).map((url) => url.replace('http:', 'https:'))

/** Fetches with a resolver and a connection that must never be asked for: what is refused is refused before them. */
async function faultOf(url: string): Promise<unknown> {
  let reached = false
  const fetchIt = createGuardedFetch({
    limits: defaultLimits,
    lookup: async () => ((reached = true), ['127.0.0.1']),
    dial: () => {
      throw new Error(`dialed for ${url}`)
    },
  })
  const fault = await fetchIt(url).then(
    () => 'fetched',
    (error: { fault?: string }) => error.fault,
  )
  // A name is looked up before it can be refused; a number in disguise is not a name.
  return reached && !/[a-z]{3}/i.test(new URL(url).hostname) ? `${url} was looked up` : fault
}

describe('open corpus of addresses', { skip: isHere ? false : `no corpora in ${file}` }, () => {
  it('is refused, every one', async () => {
    for (const url of addresses) assert.equal(await faultOf(url), 'address_refused', url)
    assert.ok(addresses.length >= 57)
  })

  it('is refused by https as well: by where it leads, not by its scheme', async () => {
    for (const url of places) assert.equal(await faultOf(url), 'address_refused', url)
    assert.ok(places.length >= 38)
  })

  it('names no hostile answer that the tests of the guarded fetch leave out', () => {
    const known = new Set([...Object.keys(hostileAnswers), '200, slow TLS handshake'])

    assert.deepEqual(
      targets.filter(({ cls, url }) => cls === 'resource' && !known.has(url)).map(({ url }) => url),
      [],
    )
  })
})
