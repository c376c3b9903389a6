import { createDemo } from './demo-process.mjs'

/** Lets one demo paint its community before all tests, and hands its data on: each file then starts from a copy. */
export default async function fillDemo() {
  const demo = await createDemo({ isEmpty: true })
  await demo.start()
  const code = await demo.stop()
  if (code !== 0) throw new Error(`the demo ended with code ${code}:\n${await demo.readLog()}`)
  process.env.E2E_DEMO_DATA = demo.dataDir
  return demo.remove
}
