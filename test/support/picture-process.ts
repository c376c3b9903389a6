import { startPictureServer } from './picture-server.ts'
import { createScriptedGenerator, drawBehindGate } from './scripted-generator.ts'

/** A process to be killed: it asks for as many generations as `count`, all of which stop at a gate that never opens, and
 *  writes their ids and their user once two of them are being drawn. */
const [databaseUrl = '', mediaDir = '', count = '3'] = process.argv.slice(2)
const generator = createScriptedGenerator(drawBehindGate)
const server = await startPictureServer({
  generator,
  limits: { generationsRunningPerUser: 9 },
  beside: { databaseUrl, mediaDir },
})
const user = await server.user()
const ids: string[] = []
for (let at = 0; at < Number(count); at += 1) {
  const response = await user.generate({ prompt: `picture ${at}` })
  ids.push(((await response.json()) as { id: string }).id)
  if (at < 2) await user.until(ids[at] ?? '', ({ previews }) => previews.length > 0)
}
const { scopes, ...viewer } = user.viewer
process.stdout.write(`${JSON.stringify({ ids, viewer, scopes: [...scopes] })}\n`)
