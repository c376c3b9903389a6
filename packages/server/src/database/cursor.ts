import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { HttpProblem } from '../http/http-problem.js'

/** A place in one feed and the way to read from there. */
export interface Cursor {
  readonly towards: 'newer' | 'older'
  /** Exclusive: the place itself was read. */
  readonly position: number
  /** The score at that place, in a walk by score. */
  readonly score?: number
  /** The newest position that this walk through the feed has promised to have shown. */
  readonly newest: number
}

/** The keys that cursors are signed with: the first of `all` is the current one, the others are still accepted. */
export interface CursorKeys {
  current(name: 'cursor'): Buffer
  all(name: 'cursor'): readonly Buffer[]
}

/** Writes a cursor as base64url of (way, position, newest, score if any, MAC); the MAC covers site and feed too, so that it is good nowhere else. */
export function writeCursor(keys: CursorKeys, siteId: string, feed: string, cursor: Cursor): string {
  const place = Buffer.alloc(cursor.score === undefined ? PLACE_BYTES : SCORED_BYTES)
  place.writeUInt8(cursor.towards === 'newer' ? 1 : 0, 0)
  place.writeBigInt64BE(BigInt(cursor.position), 1)
  place.writeBigInt64BE(BigInt(cursor.newest), 9)
  if (cursor.score !== undefined) place.writeDoubleBE(cursor.score, PLACE_BYTES)
  return Buffer.concat([place, sign(keys.current('cursor'), siteId, feed, place)]).toString('base64url')
}

/** Reads a cursor that this server wrote for this feed of this site.
 *  @throws HttpProblem `bad_cursor` for any other text. */
export function readCursor(keys: CursorKeys, siteId: string, feed: string, text: string): Cursor {
  const bytes = Buffer.from(text, 'base64url')
  const placeBytes = bytes.length === SCORED_BYTES + MAC_BYTES ? SCORED_BYTES : PLACE_BYTES
  const place = bytes.subarray(0, placeBytes)
  const mac = bytes.subarray(placeBytes)
  // Decoding forgives stray characters; one cursor has one spelling.
  const isWellFormed = mac.length === MAC_BYTES && bytes.toString('base64url') === text
  if (!isWellFormed || !keys.all('cursor').some((key) => timingSafeEqual(mac, sign(key, siteId, feed, place)))) {
    throw new HttpProblem('bad_cursor', 'cursor is not one of this feed')
  }
  return {
    towards: place.readUInt8(0) === 1 ? 'newer' : 'older',
    position: Number(place.readBigInt64BE(1)),
    newest: Number(place.readBigInt64BE(9)),
    ...(placeBytes === SCORED_BYTES && { score: place.readDoubleBE(PLACE_BYTES) }),
  }
}

const PLACE_BYTES = 17
const SCORED_BYTES = PLACE_BYTES + 8
const MAC_BYTES = 16

function sign(key: Buffer, siteId: string, feed: string, place: Buffer): Buffer {
  const mac = createHmac('sha256', keyObjectOf(key))
    .update(`${siteId.length}:${siteId}${feed}\n`)
    .update(place)
    .digest()
  return mac.subarray(0, MAC_BYTES)
}

/** Preparing a key costs more than signing with it, and a page has three cursors. */
function keyObjectOf(key: Buffer): KeyObject {
  const known = keyObjects.get(key) ?? createSecretKey(key)
  keyObjects.set(key, known)
  return known
}

const keyObjects = new WeakMap<Buffer, KeyObject>()
