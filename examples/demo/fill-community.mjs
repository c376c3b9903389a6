import {
  addSite,
  createBlobStore,
  createImages,
  createLog,
  createMediaAddresses,
  createMediaStore,
  createPaintedGenerator,
  openDatabase,
} from '@ai-feed/server'
import { paintAhead } from './paint-ahead.mjs'
import { people } from './people.mjs'
import { posts } from './posts.mjs'
import { createWriter } from './writer.mjs'

/** Gives the demo site its pages, and people and posts to a database in which nobody has signed up yet.
 *  What an interrupted start left out is filled in by the next one. */
export async function fillEmptyCommunity({ config, server, site, signal }) {
  const quiet = createLog({ write: () => {} })
  const database = openDatabase(server.databaseUrl, { max: 2, log: quiet, name: 'ai-feed-demo' })
  try {
    await addSite(database.db, { ...site, isDefault: true })
    const missing = await findMissingPosts(database.db, site.id)
    if (missing.length > 0) await fill({ config, db: database.db, siteId: site.id, missing, signal })
  } finally {
    await database.close()
  }
}

/** Posts of the demo that are not there yet; none once somebody else has an account or all were there. */
async function findMissingPosts(db, siteId) {
  const users = await db.selectFrom('users').select('handle').where('site_id', '=', siteId).execute()
  const own = new Set(people.map(({ handle }) => handle))
  if (users.some(({ handle }) => !own.has(handle))) return []
  const rows = await db.selectFrom('posts').select('text').where('site_id', '=', siteId).execute()
  const written = new Set(rows.map(({ text }) => text.map((segment) => segment.text).join('')))
  return posts.filter(({ text }) => !written.has(text))
}

async function fill({ config, db, siteId, missing, signal }) {
  const media = createMediaStore({
    db,
    images: createImages(config.limits),
    blobs: createBlobStore(config.mediaDir),
    addresses: createMediaAddresses({ mediaUrl: config.mediaUrl, keys: () => [] }),
  })
  const generator = createPaintedGenerator({ workers: 2 })
  const writer = await createWriter({ db, siteId, media, generator, limits: config.limits, now: Date.now() })
  const report = createProgress(missing.length)
  try {
    report(0)
    let done = 0
    for await (const { post, picture } of paintAhead(missing, generator, writer.findPicture, signal)) {
      await writer.write(post, picture)
      report((done += 1))
    }
  } finally {
    await generator.close()
  }
}

/** Draws one line over itself on a terminal, and a line now and then elsewhere. */
function createProgress(total) {
  return (done) => {
    const line = `Painting the demo community … ${done}/${total}`
    if (process.stdout.isTTY) process.stdout.write(`\r${line}${done === total ? '\n' : ''}`)
    else if (done % 8 === 0 || done === total) console.log(line)
  }
}
