import type { EventData, Limits } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import { createStreamPlaces } from '../http/stream-places.js'
import type { Log } from '../log.js'
import type { CountUnread, FindCounts, FindShown } from '../ports.js'
import { createCountBatch } from './count-batch.js'
import type { DueCounts } from './count-batch.js'
import { PING, STREAM_START, createEncoder, encodeUnstored } from './encode-event.js'
import { findInactiveUsers, readEventBounds } from './event-log.js'
import type { EventBounds, LoggedEvent } from './event-log.js'
import { createEventTail } from './event-tail.js'
import { createFillUnread } from './fill-unread.js'
import { findSights } from './find-sight.js'
import type { Sights } from './find-sight.js'
import { createLiveChannel } from './live-channel.js'
import { chooseTelling, hearsCounts, questionOf, reachOf } from './may-hear.js'
import { createReaderRegistry } from './reader-registry.js'
import { findResumePoint, replayEvents } from './replay-events.js'
import { StreamReader } from './stream-reader.js'
import type { StreamRequest } from './stream-reader.js'
import { endExpired, endRevoked } from './watch-sessions.js'
import type { SessionChecks } from './watch-sessions.js'

/** All open event streams of one process. */
export interface EventHub {
  /** Opens a stream and gives what its connection reads.
   *  @throws HttpProblem `too_many_streams` | `shutting_down`. */
  open(request: StreamRequest): Promise<ReadableStream<Uint8Array>>
  /** Looks for new events now; without it they are found within a second. */
  wake(): void
  /** Takes a notification of LIVE_CHANNEL. */
  receive(payload: string): void
  /** Sends a picture on its way to the streams of one user, in whichever process they are. */
  sendPreview(siteId: string, userId: string, preview: EventData<'generation.preview'>): void
  /** Tells the readers of a post, within a second and in all processes, that its counters have moved. */
  announceCounts(siteId: string, postId: string): void
  /** Ends all streams with `shutting_down` and takes no more. */
  close(): void
}

export interface EventHubDeps {
  readonly db: Kysely<Schema>
  readonly log: Log
  readonly limits: Limits
  readonly findCounts: FindCounts
  readonly countUnread: CountUnread
  readonly findShown: FindShown
  readonly findLiveGrants: SessionChecks['findLiveGrants']
  readonly clock?: () => number
}

const tickMs = 1_000
const pingMs = 15_000
const sessionCheckMs = 3_000

/** Creates the hub and its one timer. Each event is written once, whatever the number of its readers. */
export function createEventHub({
  db,
  log,
  limits,
  findCounts,
  countUnread,
  findShown,
  findLiveGrants,
  clock = Date.now,
}: EventHubDeps): EventHub {
  const readers = new Set<StreamReader>()
  const registry = createReaderRegistry()
  const places = createStreamPlaces(limits)
  const channel = createLiveChannel(db)
  const counts = createCountBatch(onCountsDue)
  const fillUnread = createFillUnread(countUnread, findShown)
  const tail = createEventTail({ db, log, fillUnread, findSights: findSightsOf, onEvents })
  const timer = setInterval(tick, tickMs).unref()
  let isClosed = false
  let isChecking = false
  let checkAtMs = 0
  tail.wake()

  function findSightsOf(events: readonly LoggedEvent[]): Promise<Sights> {
    const questions = events.flatMap((event) =>
      [...registry.find(event.siteId, reachOf(event))].flatMap(({ request }) => questionOf(event, request)),
    )
    return findSights(db, questions)
  }

  function onEvents(events: readonly LoggedEvent[], sights: Sights): void {
    for (const event of events) {
      const encode = createEncoder(event)
      for (const reader of registry.find(event.siteId, reachOf(event))) {
        if (reader.lastSeq >= event.seq) continue
        const telling = chooseTelling(event, reader.request, sights)
        if (telling === undefined) {
          // It joined while the others were looked up.
          registry.remove(reader)
          catchUp(reader)
          continue
        }
        reader.lastSeq = event.seq
        if (telling !== 'nothing') reader.write(encode(telling))
      }
      for (const postId of event.post?.counted ?? []) counts.touch(event.siteId, postId, false)
    }
  }

  function onCountsDue({ siteId, postIds, news }: DueCounts): void {
    if (news.length > 0) quietly(channel.send({ type: 'counts', siteId, postIds: news }))
    quietly(sendCounts(siteId, postIds))
  }

  async function sendCounts(siteId: string, postIds: readonly string[]): Promise<void> {
    if (readers.size === 0) return
    const found = (await findCounts(siteId, postIds)).map((post) => ({
      ...post,
      readers: [...registry.find(siteId, { feeds: post.feeds })],
    }))
    const questions = found.flatMap(({ postId, readers: asked }) =>
      asked.flatMap(({ request: { viewer } }) => (viewer ? [{ postId, userId: viewer.userId }] : [])),
    )
    const sights = await findSights(db, questions)
    for (const post of found) {
      const { postId, version, counts: now } = post
      const bytes = encodeUnstored('counts', { postId, version, counts: now })
      for (const reader of post.readers) {
        const { viewer } = reader.request
        const sight = viewer && sights(postId, viewer.userId)
        if (hearsCounts(post, reader.request, sight)) reader.write(bytes)
      }
    }
  }

  function sendPreviewHere(siteId: string, userId: string, preview: EventData<'generation.preview'>): void {
    const bytes = encodeUnstored('generation.preview', preview)
    for (const reader of registry.find(siteId, { userId })) reader.write(bytes)
  }

  function tick(): void {
    tail.wake()
    const nowMs = clock()
    endExpired(readers, nowMs)
    for (const reader of readers) {
      if (reader.pingAtMs > nowMs) continue
      reader.pingAtMs = nowMs + pingMs
      reader.write(PING)
    }
    if (isChecking || nowMs < checkAtMs) return
    isChecking = true
    checkAtMs = nowMs + sessionCheckMs
    const checks = { findLiveGrants, findInactiveUsers: (ids: readonly string[]) => findInactiveUsers(db, ids) }
    quietly(endRevoked(readers, checks).finally(() => (isChecking = false)))
  }

  function start(request: StreamRequest, leave: () => void, bounds: EventBounds): ReadableStream<Uint8Array> {
    const after = request.after === undefined ? bounds.newest : findResumePoint(bounds, request.after)
    const reader = new StreamReader(
      request,
      () => {
        leave()
        readers.delete(reader)
        registry.remove(reader)
      },
      limits.streamBufferBytes,
    )
    readers.add(reader)
    reader.pingAtMs = clock() + pingMs
    reader.write(STREAM_START)
    reader.lastSeq = after ?? bounds.newest
    if (after === undefined) reader.write(encodeUnstored('reset', { newest: bounds.newest }))
    catchUp(reader)
    if (isClosed) reader.end('shutting_down')
    return reader.body
  }

  /** Brings a reader from where it is to where the tail is, and lets it live on there. */
  function catchUp(reader: StreamReader): void {
    const reachedByTail = (): number => tail.reached
    replayEvents({ db, fillUnread }, reader, reachedByTail, () => registry.add(reader)).catch((error: unknown) => {
      log.warn('events.unreadable', { error })
      reader.abort()
    })
  }

  function quietly(work: Promise<unknown>): void {
    work.catch((error: unknown) => log.warn('events.failed', { error }))
  }

  return {
    async open(request) {
      if (isClosed) throw new HttpProblem('shutting_down', 'stream while closing')
      const leave = places.take(request.viewer?.userId, request.address)
      try {
        await tail.ready()
        return start(request, leave, await readEventBounds(db))
      } catch (error) {
        leave()
        throw error
      }
    },
    wake: () => tail.wake(),
    receive(payload) {
      const message = channel.read(payload)
      if (message?.type === 'counts') quietly(sendCounts(message.siteId, message.postIds))
      if (message?.type === 'preview') sendPreviewHere(message.siteId, message.userId, message.preview)
    },
    sendPreview(siteId, userId, preview) {
      sendPreviewHere(siteId, userId, preview)
      quietly(channel.send({ type: 'preview', siteId, userId, preview }))
    },
    announceCounts: (siteId, postId) => counts.touch(siteId, postId, true),
    close() {
      isClosed = true
      clearInterval(timer)
      counts.close()
      for (const reader of [...readers]) reader.end('shutting_down')
    },
  }
}
