import { SITE_SCOPES, routes, type User } from '@ai-feed/protocol'
import { FeedError, isFeedError } from '../feed-error.js'
import type { Authorization } from '../http/authorization.js'
import type { Transport } from '../http/transport.js'
import { abortable } from '../platform/abortable.js'
import { own } from '../platform/own.js'
import type { Clock } from '../platform/clock.js'
import type { Database } from '../storage/database.js'
import type { SignIns } from './begin-sign-in.js'
import { authorizationOf, createKey, createProver, thumbprintOf, type Prover } from './dpop-key.js'
import { requestHostTokens, type GetToken } from './host-token.js'
import { savePending, takePending, type PendingSignIn } from './pending-sign-in.js'
import { createPkce, createState } from './pkce.js'
import { readRelayAnswer, type RelayAnswer } from './relay-answer.js'
import type { SessionRecord, Tokens } from './session-record.js'
import type { SessionOwner } from './session-keeper.js'
import { findSignInWay, type SignInWay } from './sign-in-way.js'
import { requestTokens } from './token-endpoint.js'

/** What signing in needs from its client. */
export interface SignInPorts {
  readonly transport: Transport
  readonly site: string
  readonly clock: Clock
  readonly session: SessionOwner
  readonly database: Database
  /** Asks whose tokens are proved. */
  readonly findBearer: (authorization: Authorization, signal: AbortSignal) => Promise<User>
  /** Host single sign-on. */
  readonly getToken: GetToken | undefined
}

/** Makes the sign-ins of one site of one server. They go one at a time: a new one takes the place of the one before. */
export function createSignIns(ports: SignInPorts): SignIns {
  const { session } = ports
  let running: AbortController | undefined

  function start(way: SignInWay, signal: AbortSignal): Promise<User> {
    switch (way.kind) {
      case 'popup':
        session.report('window')
        return signInByPopup(ports, way.popup, signal)
      case 'redirect':
        return signInByRedirect(ports, signal)
      case 'host':
        return signInByHost(ports, signal)
      default:
        return way satisfies never
    }
  }

  async function run(work: (signal: AbortSignal) => Promise<User>, signal?: AbortSignal): Promise<User> {
    running?.abort(new FeedError('sign_in_canceled', 'another sign-in took its place'))
    const controller = new AbortController()
    running = controller
    const signals = AbortSignal.any([controller.signal, ...(signal === undefined ? [] : [signal])])
    try {
      await session.ready()
      signals.throwIfAborted()
      return await work(signals)
    } catch (error) {
      // The one that took its place reports for itself.
      if (running === controller) session.report()
      throw error
    } finally {
      if (running === controller) running = undefined
    }
  }

  return {
    async run(popup, options) {
      const way = findSignInWay(popup, options, ports.getToken !== undefined)
      return run((signals) => start(way, signals), options.signal)
    },
    complete: (fragment) => run((signal) => completeSignIn(ports, readRelayAnswer(fragment), signal)),
    close() {
      running?.abort(new FeedError('sign_in_canceled', 'the client was closed'))
    },
  }
}

/** Signs in in a window that is open already: navigates it to the server and waits for the relay's answer.
 *  A window that was cut off from this page (COOP) finishes by itself; the session then comes from storage.
 *  @throws FeedError `sign_in_canceled` | `sign_in_failed` | `offline` | …, or the signal's reason */
async function signInByPopup(ports: SignInPorts, popup: Window, signal: AbortSignal): Promise<User> {
  const { session } = ports
  // Renewing leaves it as it is: who was signed in before has not answered in the window.
  const before = session.current()?.tokens?.refreshToken
  let unsubscribe = (): void => {}
  const heard = new AbortController()
  try {
    const { pending, url } = await prepare(ports, 'popup')
    await savePending(ports, pending).catch(() => {
      // Without storage only the direct way back is open.
    })
    signal.throwIfAborted()
    const answered = new Promise<RelayAnswer | User>((resolve) => {
      const onMessage = ({ source, origin, data }: MessageEvent): void => {
        if (source !== popup || origin !== ports.transport.server) return
        const answer = readRelayAnswer(data)
        if (answer?.state === pending.state) resolve(answer)
      }
      addEventListener('message', onMessage, { signal: heard.signal })
      unsubscribe = session.store.subscribe(() => {
        const record = session.current()
        if (record?.tokens !== undefined && record.tokens.refreshToken !== before) resolve(record.user)
      })
    })
    popup.location.href = url
    const answer = await abortable(answered, signal)
    if ('handle' in answer) return answer
    popup.close()
    await takePending(ports, pending.state).catch(() => {
      // It dies of age.
    })
    return await finish(ports, pending, answer, signal)
  } finally {
    heard.abort()
    unsubscribe()
  }
}

/** Leaves this page for the server's. The page comes back with the answer in its fragment, so this ends only by the
 *  signal, or by the user's coming back without an answer.
 *  @throws FeedError `storage_failed` | `sign_in_canceled` */
async function signInByRedirect(ports: SignInPorts, signal: AbortSignal): Promise<never> {
  const { pending, url } = await prepare(ports, 'redirect')
  await savePending(ports, pending)
  signal.throwIfAborted()
  location.assign(url)
  const left = new Promise<never>((_resolve, reject) => {
    const onReturn = (): void => reject(new FeedError('sign_in_canceled', 'the sign-in was left'))
    addEventListener('pageshow', onReturn, { once: true, signal })
  })
  return abortable(left, signal)
}

/** Ends a sign-in whose answer came in the page's fragment. In a window that was opened for it, closes that window.
 *  @throws FeedError `sign_in_failed` when this browser did not start it */
async function completeSignIn(ports: SignInPorts, answer: RelayAnswer | undefined, signal: AbortSignal): Promise<User> {
  if (answer === undefined) throw new FeedError('sign_in_failed', 'the page came back without an answer')
  const pending = await takePending(ports, answer.state)
  if (pending === undefined) throw new FeedError('sign_in_failed', 'this browser did not start the sign-in')
  const user = await finish(ports, pending, answer, signal)
  if (pending.mode === 'popup') close()
  return user
}

/** Signs in the user of the host page. */
async function signInByHost(ports: SignInPorts, signal: AbortSignal): Promise<User> {
  if (ports.getToken === undefined) throw new FeedError('sign_in_failed', 'the page gives no tokens')
  const prover = createProver(await createKey(), ports.clock)
  ports.session.report('server')
  const tokens = await requestHostTokens(ports, ports.getToken, prover, signal)
  return adopt(ports, prover, tokens, signal)
}

async function prepare(
  ports: SignInPorts,
  mode: PendingSignIn['mode'],
): Promise<{ pending: PendingSignIn; url: string }> {
  const { transport, site, clock } = ports
  const [keyPair, { verifier, challenge }] = await Promise.all([createKey(), createPkce()])
  const state = createState(location)
  const query = new URLSearchParams(
    own({
      response_type: 'code',
      client_id: site,
      redirect_uri: redirectUri(transport.server),
      scope: SITE_SCOPES.join(' '),
      resource: transport.server,
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      dpop_jkt: await thumbprintOf(keyPair),
    }),
  )
  const pending = { state, server: transport.server, site, verifier, keyPair, mode, createdAtMs: clock.now() }
  return { pending, url: `${transport.server}${routes.authorize()}?${query}` }
}

async function finish(
  ports: SignInPorts,
  pending: PendingSignIn,
  answer: RelayAnswer,
  signal: AbortSignal,
): Promise<User> {
  const { server } = ports.transport
  // Another issuer's answer must not be traded here (RFC 9207).
  if (answer.iss !== server) throw new FeedError('sign_in_failed', `the answer comes from ${answer.iss}`)
  if (answer.code === undefined) {
    const isCanceled = answer.error === 'access_denied'
    throw new FeedError(isCanceled ? 'sign_in_canceled' : 'sign_in_failed', `the sign-in ended with ${answer.error}`)
  }
  ports.session.report('server')
  const prover = createProver(pending.keyPair, ports.clock)
  const parameters = {
    grant_type: 'authorization_code',
    code: answer.code,
    redirect_uri: redirectUri(server),
    code_verifier: pending.verifier,
  }
  try {
    return await adopt(ports, prover, await requestTokens(ports, prover, parameters, signal), signal)
  } catch (cause) {
    if (!isFeedError(cause) || !cause.retryable) throw cause
    // A code counts once, and nobody knows whether it was counted: only another sign-in gives another one.
    const { retryAfterMs } = cause
    const message = 'the answer to the sign-in got lost: sign in again'
    throw new FeedError('sign_in_failed', message, { retryable: true, retryAfterMs, cause })
  }
}

async function adopt(ports: SignInPorts, prover: Prover, tokens: Tokens, signal: AbortSignal): Promise<User> {
  const { transport, site, session } = ports
  const user = await ports.findBearer(authorizationOf(prover, tokens.accessToken), signal)
  const record: SessionRecord = { server: transport.server, site, keyPair: prover.keyPair, user, tokens }
  await session.adopt(record)
  return user
}

function redirectUri(server: string): string {
  return server + routes.relay(location.origin)
}
