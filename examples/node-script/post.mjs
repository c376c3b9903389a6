// Posts a text, and a picture if one is named, as a user whom the site vouches for:
// node examples/node-script/post.mjs "Good morning" sunrise.jpg "The sun above the roofs"
import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createFeedClient, isFeedError } from '@ai-feed/core'

const { FEED_SERVER = 'http://127.0.0.1:8787', FEED_SITE = 'default', HOST_KEY_FILE, HOST_USER } = process.env
const [text, file, alt = ''] = process.argv.slice(2)
if (!text || !HOST_KEY_FILE || !HOST_USER) {
  console.error('HOST_KEY_FILE=key.pem HOST_USER=name node post.mjs "text" [picture "picture in words"]')
  process.exit(2)
}

const client = createFeedClient({ server: FEED_SERVER, site: FEED_SITE, getToken: vouch })
try {
  await client.signIn()
  const pictures = file ? [{ file: new Blob([await readFile(file)]), alt: alt || basename(file) }] : []
  const { done } = await client.createPost({ text, pictures })
  const post = await done
  console.log(`@${post.author.handle} posted ${post.id}`)
} catch (error) {
  if (!isFeedError(error)) throw error
  console.error(`${error.code}: ${error.message}`)
  process.exitCode = 1
} finally {
  client.close()
}

/** A JWT of one minute (RFC 7523) that says who the user is. A site's own server makes it, never a page. */
async function vouch() {
  const key = createPrivateKey(await readFile(HOST_KEY_FILE))
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: client.site,
    aud: `${client.server}/oauth/token`,
    sub: HOST_USER,
    preferred_username: HOST_USER,
    iat: now,
    exp: now + 60,
    jti: randomUUID(),
  }
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'ES256', typ: 'JWT' })}.${encode(claims)}`
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}
