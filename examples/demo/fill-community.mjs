import { addSite } from '@ai-feed/server'
import { paintAhead } from './paint-ahead.mjs'
import { people } from './people.mjs'
import { posts } from './posts.mjs'
import { createWriter } from './writer.mjs'

/** Gives the demo site its pages, and people and posts to a database in which nobody has signed up yet.
 *  What an interrupted start left out is filled in by the next one. */
export async function fillEmptyCommunity({ tools, limits, site, signal }) {
  await addSite(tools.db, { ...site, isDefault: true })
  const missing = await findMissingPosts(tools.db, site.id)
  if (missing.length === 0) return

  const writer = await createWriter({ ...tools, siteId: site.id, limits, now: Date.now() })
  const report = createProgress(missing.length)
  let done = 0
  report(done)
  for await (const { post, picture } of paintAhead(missing, tools.generator, writer.findPicture, signal)) {
    await writer.write(post, picture)
    report((done += 1))
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

/** Draws one line over itself on a terminal, and a line now and then elsewhere. */
function createProgress(total) {
  return (done) => {
    const line = `Painting the demo community … ${done}/${total}`
    if (process.stdout.isTTY) process.stdout.write(`\r${line}${done === total ? '\n' : ''}`)
    else if (done % 8 === 0 || done === total) console.log(line)
  }
}
