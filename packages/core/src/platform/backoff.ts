import type { Clock } from './clock.js'

/** How long to wait before try number `tries` (1 = the second one): doubling from one second up to a minute,
 *  spread by half so that many clients do not return together, and never less than a second. */
export function backoffMs(tries: number, clock: Clock): number {
  const ceiling = Math.min(60_000, 1000 * 2 ** Math.min(tries, 16))
  return Math.max(1000, ceiling * (0.5 + clock.random() / 2))
}
