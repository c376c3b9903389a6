import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

/** Loads pages of explore as the server does, and notes every query on the way.
 *  @param depths how many posts stand above the first of each set of pages
 *  @returns for each depth a list of `{cursor, queries: [text, values][], page}`, no cursor twice */
export async function recordPages(url, siteId, depths, count) {
  const from = (path) => import(`../../packages/server/dist/${path}.js`)
  const { connectionSettings } = await from('database/database')
  const { writeCursor } = await from('database/cursor')
  const { loadSecrets } = await from('database/secrets')
  const { loadPage } = await from('feeds/load-page')
  const { createLoadMedia } = await from('media/load-media')
  const { createMediaAddresses } = await from('media/media-address')
  const { createLoadPosts } = await from('posts/load-posts')

  const pool = new pg.Pool({ ...connectionSettings(url), statement_timeout: 60_000, max: 1 })
  let queries = []
  const log = ({ query }) => queries.push([query.sql, query.parameters])
  const db = new Kysely({ dialect: new PostgresDialect({ pool }), log })
  try {
    const keys = await loadSecrets(db)
    const addresses = createMediaAddresses({ mediaUrl: 'http://127.0.0.1:8787', keys: () => keys.all('media-url') })
    const loadPosts = createLoadPosts(db, createLoadMedia(db, addresses))
    const record = async ({ position }) => {
      const cursor = writeCursor(keys, siteId, 'explore', { towards: 'older', position, newest: position })
      const feed = { kind: 'explore', id: 'explore', subject: '' }
      queries = []
      const page = await loadPage(
        { db, keys, loadPosts, loadUserRefs: async () => new Map() },
        { siteId, viewer: undefined, feed, limit: 20, cursor, after: undefined, around: undefined },
      )
      return { cursor, queries, page }
    }
    const sets = []
    for (const depth of depths) {
      const { rows } = await pool.query(
        `select position from posts where site_id = $1 and position is not null and deleted_at is null
          and visibility = 'public' and comment_on is null and hidden_at is null
        order by position desc offset $2 limit $3`,
        [siteId, depth, count],
      )
      const pages = []
      for (const row of rows) pages.push(await record(row))
      sets.push(pages)
    }
    return sets
  } finally {
    await db.destroy()
  }
}
