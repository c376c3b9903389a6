// `npm start`: from a bare clone to two pages with a feed, a server behind them and people in it.
// `--built` takes the packages as they are.
import { fileURLToPath } from 'node:url'
import { bootstrap, build } from './bootstrap.mjs'

if (bootstrap(fileURLToPath(import.meta.url))) {
  if (!process.argv.includes('--built')) build()
  const { startDemo } = await import('./demo/start-demo.mjs')
  await startDemo(process.env)
}
