// The reference of `npm run bench -- server`: `node:http` and `pg` and nothing else. For page N it sends the queries that our server
// sends, and answers with the same JSON. Started by processes.mjs with the database's address and the file of recorded pages.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import pg from 'pg'

const [url, file] = process.argv.slice(2)
const pages = JSON.parse(readFileSync(file, 'utf8'))
const pool = new pg.Pool({ connectionString: url, max: 20, options: '-c jit=off -c timezone=UTC' })
const named = /^\/\* named (\S+) \*\/ /

const server = createServer(async (request, response) => {
  const { queries, page } = pages[Number(request.url.slice(1))]
  const client = await pool.connect()
  try {
    for (const [text, values] of queries) await client.query({ name: named.exec(text)?.[1], text, values })
  } finally {
    client.release()
  }
  const body = JSON.stringify(page)
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
})
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }))
process.on('disconnect', () => process.exit())
