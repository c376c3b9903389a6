import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Generation, Media, Provenance } from '@ai-feed/protocol'
import { cleanFile } from '../../packages/core/dist/media/clean-file.js'
import { gradient, rawPng, sharp } from '../support/pictures.ts'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** As `@ai-feed/core` sends a picture whose metadata it has cut out. */
const asClientSends = async (format: 'jpeg' | 'png' | 'webp', type: string): Promise<Buffer> => {
  const bare = await gradient(40, 30).toFormat(format).toBuffer()
  return Buffer.from(cleanFile(bare, `image/${format}`, vocabulary + type)!)
}

const vocabulary = 'http://cv.iptc.org/newscodes/digitalsourcetype/'
const ns = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/'
const xmp = (inside: string, attributes = ''): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:any="${ns}"${attributes}>${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`
const asElement = (type: string): string => xmp(`<any:DigitalSourceType>${vocabulary}${type}</any:DigitalSourceType>`)
const asResource = (type: string): string => xmp(`<any:DigitalSourceType rdf:resource="${vocabulary}${type}"/>`)
const asAttribute = (type: string): string => xmp('', ` any:DigitalSourceType="${vocabulary}${type}"`)

/** As Content Credentials hold it: a text of CBOR inside of a box. */
const credentials = (types: readonly string[]): Buffer => {
  const claims = types.map((type) => `qdigitalSourceTypexF${vocabulary}${type}msoftwareAgent`)
  const data = Buffer.from(`\0\0\0\0jumbc2pa.actions.v2${claims.join('\0')}`, 'latin1')
  return rawPng({ width: 2, height: 2 }, Buffer.alloc(14), [{ type: 'caBX', data }])
}

describe('an upload that says of itself how it was made', () => {
  let server: TestServer
  let anna: TestUser
  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
  })
  after(() => server.close())

  const upload = async (bytes: Buffer): Promise<Media> => {
    const answer = await anna.fetch('/v1/media', { method: 'POST', body: new Uint8Array(bytes) })
    assert.equal(answer.status, 201, await answer.clone().text())
    return (await answer.json()) as Media
  }
  const download = async ({ sources }: Media): Promise<Buffer> =>
    Buffer.from(await (await fetch(sources.at(-1)?.url ?? '')).arrayBuffer())
  const generated = { ai: 'generated', digitalSourceType: `${vocabulary}trainedAlgorithmicMedia` }
  const edited = { ai: 'modified', digitalSourceType: `${vocabulary}compositeWithTrainedAlgorithmicMedia` }
  const picture = () => gradient(40, 30)

  const rows: readonly [string, () => Promise<Buffer> | Buffer, Provenance | object][] = [
    ['in XMP of a JPEG', () => picture().withXmp(asElement('trainedAlgorithmicMedia')).jpeg().toBuffer(), generated],
    ['by a reference', () => picture().withXmp(asResource('trainedAlgorithmicMedia')).jpeg().toBuffer(), generated],
    ['by an attribute', () => picture().withXmp(asAttribute('trainedAlgorithmicMedia')).webp().toBuffer(), generated],
    ['in XMP of a PNG', () => picture().withXmp(asElement('trainedAlgorithmicMedia')).png().toBuffer(), generated],
    ['in XMP of an AVIF', () => picture().withXmp(asElement('trainedAlgorithmicMedia')).avif().toBuffer(), generated],
    [
      'as a photograph that AI changed',
      () => picture().withXmp(asElement('compositeWithTrainedAlgorithmicMedia')).jpeg().toBuffer(),
      edited,
    ],
    ['in Content Credentials', () => credentials(['digitalCapture', 'compositeWithTrainedAlgorithmicMedia']), edited],
    ...(['jpeg', 'png', 'webp'] as const).map((format): [string, () => Promise<Buffer>, object] => [
      `in a ${format} from the client`,
      () => asClientSends(format, 'trainedAlgorithmicMedia'),
      generated,
    ]),
    ['as a photograph', () => picture().withXmp(asElement('digitalCapture')).jpeg().toBuffer(), { ai: 'none' }],
    ['as something nobody knows', () => picture().withXmp(asElement('trained"><x')).jpeg().toBuffer(), { ai: 'none' }],
  ]
  for (const [how, make, provenance] of rows) {
    it(`${how} is labelled so, and its files say nothing else`, async () => {
      const media = await upload(await make())

      assert.deepEqual(media.provenance, provenance)
      const said = (await sharp(await download(media)).metadata()).xmp?.toString() ?? ''
      const type = 'digitalSourceType' in provenance ? String(provenance.digitalSourceType) : ''
      assert.equal(said.includes(vocabulary), type !== '')
      assert.ok(said.includes(type) && !said.includes('any:'))
    })
  }

  it('keeps its label in a post, when it is downloaded and sent again, and when it is remixed', async () => {
    const media = await upload(await picture().withXmp(asElement('trainedAlgorithmicMedia')).jpeg().toBuffer())
    const post = await writePost(anna, { media: [{ id: media.id, alt: 'x' }] })
    const body = JSON.stringify({ prompt: 'a sea', remixOf: post.id })
    const headers = { 'Content-Type': 'application/json' }
    const asked = await anna.fetch('/v1/generations', { method: 'POST', headers, body })
    let remix = (await asked.json()) as Generation
    while (['queued', 'running'].includes(remix.status)) {
      remix = (await (await anna.fetch(`/v1/generations/${remix.id}`)).json()) as Generation
    }

    assert.deepEqual((await readPost(server, post.id)).media[0]?.provenance, generated)
    assert.deepEqual((await upload(await download(media))).provenance, generated)
    assert.equal(remix.media[0]?.provenance.ai, 'generated')
  })
})
