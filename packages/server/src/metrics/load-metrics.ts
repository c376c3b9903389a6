import { gauge } from './registry.js'
import type { Family } from './registry.js'

/** How full something is that has room for so many. */
export interface Load {
  /** Places of requests, by kind of door. */
  readonly admissions: Readonly<Record<string, () => { running: number; waiting: number }>>
  /** Connections to the database, by pool. */
  readonly pools: Readonly<Record<string, () => { idle: number; busy: number; waiting: number }>>
}

/** Reads what is in use and what waits in this process. */
export function readLoad({ admissions, pools }: Load): Family[] {
  const doors = Object.entries(admissions).map(([door, read]) => ({ door, ...read() }))
  return [
    gauge(
      'ai_feed_requests_running',
      'Requests at work.',
      doors.map(({ door, running }) => ({ labels: { door }, value: running })),
    ),
    gauge(
      'ai_feed_requests_waiting',
      'Requests in line for a place.',
      doors.map(({ door, waiting }) => ({ labels: { door }, value: waiting })),
    ),
    gauge(
      'ai_feed_database_connections',
      'Connections to the database; `waiting` are queries in line for one.',
      Object.entries(pools).flatMap(([pool, read]) =>
        Object.entries(read()).map(([state, value]) => ({ labels: { pool, state }, value })),
      ),
    ),
  ]
}
