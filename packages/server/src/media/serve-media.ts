import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { Kysely } from 'kysely'
import { consentHeaders } from '../http/consent-headers.js'
import { isUuid } from '../database/is-uuid.js'
import type { Schema } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import { matchesETag } from '../http/matches-etag.js'
import type { AppEnv } from '../http/request-context.js'
import type { BlobStore } from './blob-store.js'
import type { MediaAddresses } from './media-address.js'
import { findServedMedia } from './media-rows.js'
import type { ServedMedia } from './media-rows.js'

/** Builds GET /media/{id}/{width}.webp. Needs no token: a picture is public, or its address is signed. */
export function servedMediaRoutes({
  db,
  blobs,
  addresses,
}: {
  db: Kysely<Schema>
  blobs: BlobStore
  addresses: MediaAddresses
}): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  // hono answers HEAD by the same handler, without the body.
  app.get('/media/:id/:file{[0-9]{1,5}\\.webp}', describeFile, async (c) => {
    const { id, file } = c.req.param()
    const width = Number.parseInt(file, 10)
    if (!isUuid(id) || file !== `${width}.webp`) throw new HttpProblem('not_found', 'no such picture address')
    const isSigned = addresses.isSigned(id, width, c.req.query('e'), c.req.query('s'))

    const media = await findServedMedia(db, id)
    if (!media && !isSigned) throw new HttpProblem('not_found', `no picture ${id}`)
    if (media) checkPresence(media, id, width)
    if (media && (media.isClosed || (!media.isPublic && !isSigned))) return refuseUnsigned()

    const headers = headersOf(media, id, width)
    if (matchesETag(c.req.header('If-None-Match'), headers.ETag)) return new Response(null, { status: 304, headers })
    const bytes = await blobs.read(media ? `${media.siteId}/${id}` : `.previews/${id}`, file)
    if (!bytes) throw new HttpProblem('not_found', `no file ${id}/${file}`)
    return new Response(new Uint8Array(bytes), { headers: { ...headers, 'Content-Length': String(bytes.byteLength) } })
  })

  return app
}

function checkPresence(media: ServedMedia, id: string, width: number): void {
  if (media.isRemoved) throw new HttpProblem('gone', `picture ${id} was removed`)
  if (!media.widths.includes(width)) throw new HttpProblem('not_found', `picture ${id} has no width ${width}`)
}

function headersOf(
  media: ServedMedia | undefined,
  id: string,
  width: number,
): Record<string, string> & { ETag: string } {
  return {
    ...fixedHeaders,
    ...consentHeaders(media?.aiPreferences ? [media.aiPreferences] : []),
    'Cache-Control': media?.isPublic ? 'public, max-age=86400, immutable' : 'private, max-age=3600',
    // A file is never written twice under one id and width.
    ETag: `"${id}-${width}"`,
  }
}

const fixedHeaders = {
  'Content-Type': 'image/webp',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
}

/** The same for whoever has a signature, where nobody may look at the pictures of a user. No problem body: the reader is an `<img>`, and the closed list of codes has none for signatures. */
function refuseUnsigned(): Response {
  return new Response(null, {
    status: 403,
    headers: { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
  })
}

const describeFile = describeRoute({
  operationId: 'getMediaFile',
  summary: 'Read one encoding of a picture',
  tags: ['media'],
  security: [],
  parameters: [
    { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    {
      name: 'file',
      in: 'path',
      required: true,
      description: 'Width in pixels and `.webp`',
      schema: { type: 'string' },
    },
    { name: 'e', in: 'query', description: 'End of the signature, epoch seconds', schema: { type: 'integer' } },
    { name: 's', in: 'query', description: 'Signature', schema: { type: 'string' } },
  ],
  responses: {
    200: { description: 'The picture', content: { 'image/webp': { schema: { type: 'string', format: 'binary' } } } },
    304: { description: 'Unchanged' },
    403: { description: 'The picture is not public and the signature is missing, wrong or over' },
    404: { description: 'not_found' },
    410: { description: 'gone' },
  },
})
