import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import { isFeedId } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { HttpProblem } from '../http/http-problem.js'
import { matchesETag } from '../http/matches-etag.js'
import { readParameters } from '../http/read-parameters.js'
import type { AppEnv } from '../http/request-context.js'
import { drawEmbedPage, embedPageSchema } from './embed-page.js'

/** The browser build that pages embed. */
export interface EmbedFiles {
  readonly version: string
  readonly files: ReadonlyMap<string, EmbedFile>
}

interface EmbedFile {
  readonly bytes: Buffer
  readonly type: string
  readonly etag: string
}

/** Reads every file of a browser build; undefined when there is none. What was not there at the start is not served. */
export async function readEmbedFiles(folder: string, version: string): Promise<EmbedFiles | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = new Map<string, EmbedFile>()
  for (const entry of entries) {
    const type = types[entry.name.slice(entry.name.lastIndexOf('.'))]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    files.set(relative(folder, path).split(sep).join('/'), { bytes, type, etag })
  }
  return files.size === 0 ? undefined : { version, files }
}

export interface EmbedRoutesDeps {
  readonly embed: EmbedFiles
  readonly publicUrl: string
  readonly mediaUrl: string
}

/** /embed/ai-feed.js for pages that follow the server, /embed/{version}/… for those that pin a version with an integrity hash,
 *  and /embed/{feed}, a page for frames. */
export function embedRoutes({ embed, publicUrl, mediaUrl }: EmbedRoutesDeps): Hono<AppEnv> {
  const compressed = new Map<EmbedFile, Promise<Buffer>>()
  return new Hono<AppEnv>().get('/embed/:path{.+}', async (c) => {
    const path = c.req.param('path')
    const isPinned = path.startsWith(`${embed.version}/`)
    const name = isPinned ? path.slice(embed.version.length + 1) : path
    const file = embed.files.get(name)
    if (!file && isFeedId(path)) {
      const asked = readParameters(c, embedPageSchema)
      const acceptLanguage = c.req.header('Accept-Language')
      const page = drawEmbedPage({ publicUrl, mediaUrl, feed: path, acceptLanguage, asked })
      return c.body(page.html, 200, page.headers)
    }
    if (!file) throw new HttpProblem('unknown_route', `no file ${path.slice(0, 200)} in the build`)

    // Chunks carry their hash in the name.
    const isForever = isPinned || name.includes('/')
    const headers = {
      'Content-Type': file.type,
      'Cache-Control': isForever ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
      ETag: file.etag,
      Vary: 'Origin, Authorization, Accept-Encoding',
    }
    if (matchesETag(c.req.header('If-None-Match'), file.etag)) return c.body(null, 304, headers)
    if (!takesBrotli(c.req.header('Accept-Encoding'))) return c.body(new Uint8Array(file.bytes), 200, headers)
    let small = compressed.get(file)
    if (!small) compressed.set(file, (small = promisify(brotliCompress)(file.bytes)))
    return c.body(new Uint8Array(await small), 200, { ...headers, 'Content-Encoding': 'br' })
  })
}

/** RFC 9110, section 12.5.3: a weight of 0 refuses. */
function takesBrotli(header: string | undefined): boolean {
  return /(?:^|[,\s])br\s*(?:$|,|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))/i.test(header ?? '')
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
}
