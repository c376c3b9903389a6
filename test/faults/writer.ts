import { setTimeout as delay } from 'node:timers/promises'
import { routes } from '@ai-feed/protocol'
import { newKey } from '../support/test-server.ts'
import type { Ledger } from './ledger.ts'
import type { Person } from './person.ts'

/** Posts, comments, likes and deletes until `isOver`, some of it cut in the middle, and keeps the ledger.
 *  @throws when an answer breaks the contract. */
export async function write(person: Person, ledger: Ledger, isOver: () => boolean): Promise<void> {
  const own: string[] = []
  for (let n = 0; !isOver(); n += 1) {
    const words = `${person.handle} ${n}`
    const dice = Math.random()
    if (dice < 0.55) own.push(await post(person, ledger, words))
    else if (dice < 0.65) await abandon(person, ledger, words)
    else if (dice < 0.9) await like(person, ledger)
    else await remove(person, ledger, own)
    await delay(Math.random() * 20)
  }
}

/** Sends a post until it is acknowledged, and sometimes once more afterwards, as after a lost answer. */
async function post(person: Person, ledger: Ledger, words: string): Promise<string> {
  const request = { key: newKey(), body: { text: words } }
  ledger.try(words)
  const answer = await person.insist('POST', routes.posts(), {
    ...request,
    ...(Math.random() < 0.4 && { cutAfterMs: 40 * Math.random() }),
  })
  const id = await idOf(answer)
  ledger.acknowledge(words, id)
  if (Math.random() < 0.2) ledger.acknowledge(words, await idOf(await person.insist('POST', routes.posts(), request)))
  return id
}

/** A post whose writer went away: it may stand once or not at all. */
async function abandon(person: Person, ledger: Ledger, words: string): Promise<void> {
  ledger.try(words)
  const request = { key: newKey(), body: { text: words }, cutAfterMs: 25 * Math.random() }
  await person.abandon('POST', routes.posts(), request)
  if (Math.random() < 0.5) await person.abandon('POST', routes.posts(), request)
}

async function like(person: Person, ledger: Ledger): Promise<void> {
  const standing = ledger.standing()
  const id = standing[Math.floor(Math.random() * Math.min(10, standing.length))]
  if (id === undefined) return
  const isOn = !ledger.likersOf(id).has(person.handle)
  const answer = await person.insist(isOn ? 'PUT' : 'DELETE', routes.mark(id, 'likes'))
  // Its author may delete it meanwhile.
  if (answer.status === 404) return
  if (answer.status !== 200) throw new Error(`like answered ${answer.status}: ${await answer.text()}`)
  const { viewer } = (await answer.json()) as { viewer: { liked: boolean } }
  if (viewer.liked !== isOn) throw new Error(`like of ${id} answered liked: ${viewer.liked}, not ${isOn}`)
  ledger.acknowledgeLike(id, person.handle, isOn)
}

async function remove(person: Person, ledger: Ledger, own: string[]): Promise<void> {
  const [id] = own.splice(Math.floor(Math.random() * own.length), 1)
  if (id === undefined) return
  const answer = await person.insist('DELETE', routes.post(id))
  if (answer.status !== 204) throw new Error(`delete answered ${answer.status}: ${await answer.text()}`)
  ledger.acknowledgeDeletion(id)
}

async function idOf(answer: Response): Promise<string> {
  if (answer.status !== 201) throw new Error(`post answered ${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}
