// `npm start`: from a bare clone to two pages with a feed, a server behind them and people in it.
import { fileURLToPath } from 'node:url'
import { bootstrap, build } from './bootstrap.mjs'

if (bootstrap(fileURLToPath(import.meta.url))) {
  build()
  const { startDemo } = await import('./demo/start-demo.mjs')
  await startDemo(process.env)
}
