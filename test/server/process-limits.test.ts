import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { after, before, describe, it } from 'node:test'
import type { Problem } from '@ai-feed/protocol'
import { startLimitedServer } from '../support/limited-server.ts'
import type { LimitedServer } from '../support/limited-server.ts'
import { readUnread } from '../support/notifications.ts'
import { sharp } from '../support/pictures.ts'
import { pollUntil } from '../support/poll.ts'
import { writePost } from '../support/posts.ts'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { createSessionKey } from '../support/session-key.ts'
import { signUp, testPassword, writeAuthorizationRequest } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, testOrigins } from '../support/test-server.ts'

const limits = {
  uploadBytesAtOnce: 300_000,
  uploadsPerUserAtOnce: 3,
  decodesAtOnce: 1,
  decodesWaiting: 1,
  notificationsCounted: 2,
  signInsPerAccountDay: 3,
  signInsPerIpHour: 1_000,
  uploadsPerUserHour: 10_000,
  writesPerUser5Min: 10_000,
}
const [origin] = testOrigins

describe('a server with the limits of a file', () => {
  let server: LimitedServer
  let anna: TestUser
  let ben: TestUser
  let others: TestUser[]
  before(async () => {
    server = await startLimitedServer(limits)
    anna = await signUp(server, { handle: 'anna', origin })
    ben = await signUp(server, { handle: 'ben', origin })
    others = [ben]
    for (const handle of ['carla', 'dora']) others.push(await signUp(server, { handle, origin }))
  })
  after(() => server.close())

  const upload = (user: TestUser, body: Uint8Array<ArrayBuffer>): Promise<Response> =>
    user.fetch('/v1/media', { method: 'POST', headers: { 'Content-Type': 'image/png' }, body })
  const codeOf = async (answer: Response): Promise<string> => ((await answer.json()) as Problem).code

  it('counts unread notifications up to notificationsCounted', async () => {
    const { id } = await writePost(anna, { text: 'Look' })
    for (const user of others) await writePost(user, { text: 'Nice', commentOn: id })

    assert.equal(await readUnread(anna), 2)
  })

  it('holds uploads of uploadBytesAtOnce together, and says at once when there is no room for one more', async () => {
    const noise = new Uint8Array(randomBytes(200_000))
    const begin = async (): Promise<ClientRequest> => {
      const upload = await beginUpload(server, anna, noise.length)
      upload.write(noise.subarray(0, 100))
      // It may come while one of ben's takes the room, and is refused then.
      upload.once('response', () => (isHeld = false))
      isHeld = true
      return upload
    }
    let isHeld = false
    let slow = await begin()

    let refused: Response | undefined
    await pollUntil(async () => {
      if (!isHeld) slow = await begin()
      const answer = await upload(ben, noise)
      if (answer.status === 503) refused = answer
      return answer.status === 503
    })
    assert.deepEqual([await codeOf(refused!), Number(refused!.headers.get('Retry-After')) > 0], ['overloaded', true])
    assert.equal((await upload(ben, noise.slice(0, 90_000))).status, 422)

    // The room is free again as soon as the slow one is through.
    slow.end(noise.subarray(100))
    const [answer] = (await once(slow, 'response')) as [IncomingMessage]
    answer.resume()
    assert.equal(answer.statusCode, 422)
    assert.equal((await upload(ben, noise)).status, 422)
  })

  it('takes uploadsPerUserAtOnce uploads of one user at a time, and those of others meanwhile', async () => {
    // Larger than what is held before a route is asked.
    const noise = new Uint8Array(randomBytes(70_000))
    const slow = []
    for (let at = 0; at < limits.uploadsPerUserAtOnce; at += 1) slow.push(await beginUpload(server, anna, noise.length))
    for (const request of slow) request.write(noise.subarray(0, 100))

    let refused: Response | undefined
    await pollUntil(async () => {
      refused = await upload(anna, noise)
      return refused.status === 429
    })
    assert.deepEqual([refused?.headers.get('Retry-After'), await codeOf(refused!)], ['5', 'rate_limited'])
    assert.equal((await upload(ben, noise)).status, 422)

    for (const request of slow) {
      request.end(noise.subarray(100))
      const [answer] = (await once(request, 'response')) as [IncomingMessage]
      answer.resume()
    }
    assert.equal((await upload(anna, noise)).status, 422)
  })

  it('decodes decodesAtOnce pictures, lets decodesWaiting wait, and refuses the rest at once', async () => {
    // Quick to send, so that nothing else is refused; slow to decode.
    const create = { width: 7_000, height: 7_000, channels: 3, background: 'teal' } as const
    const large = new Uint8Array(await sharp({ create }).png({ palette: true }).toBuffer())
    assert.ok(large.length * 3 < limits.uploadBytesAtOnce)
    let answers: Response[] = []
    const sendAtOnce = async (count: number): Promise<number[]> => {
      answers = await Promise.all(Array.from({ length: count }, () => upload(anna, large)))
      return answers.map(({ status }) => status).toSorted()
    }

    assert.deepEqual(await sendAtOnce(2), [201, 201])
    await pollUntil(async () => (await sendAtOnce(3)).includes(503))
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      assert.deepEqual([answer.headers.get('Retry-After'), await codeOf(answer)], ['5', 'overloaded'])
    }
    assert.ok(answers.filter(({ status }) => status === 201).length >= 2)
  })

  it('lets nobody try more than signInsPerAccountDay passwords of one account, whoever knows the right one', async () => {
    const browser = createScriptFreeBrowser()
    const { url } = writeAuthorizationRequest(server, { origin, key: await createSessionKey() })
    const form = await browser.open(url.href)
    const attempt = (password: string) => browser.submit(form, 'Sign in', { handle: 'ben', password })

    const statuses = []
    for (let at = 0; at < limits.signInsPerAccountDay; at += 1) statuses.push((await attempt('not the one!')).status)
    const limited = await attempt(testPassword)

    assert.deepEqual([...statuses, limited.status], [422, 422, 422, 429])
  })
})

/** Sends the head of an upload and leaves its body to the test. */
async function beginUpload(server: LimitedServer, user: TestUser, length: number): Promise<ClientRequest> {
  const url = `${server.url}/v1/media`
  const probe = await user.fetch('/v1/me')
  await probe.body?.cancel()
  const question = await fetch(url, {
    method: 'POST',
    headers: {
      Authorization: `DPoP ${user.accessToken}`,
      DPoP: await user.key.prove({ method: 'POST', url, token: user.accessToken }),
    },
  })
  await question.body?.cancel()
  const nonce = question.headers.get('DPoP-Nonce') ?? undefined
  return request(url, {
    method: 'POST',
    headers: {
      Authorization: `DPoP ${user.accessToken}`,
      DPoP: await user.key.prove({ method: 'POST', url, token: user.accessToken, nonce }),
      Origin: origin,
      'Idempotency-Key': newKey(),
      'Content-Type': 'image/png',
      'Content-Length': String(length),
    },
  })
}
