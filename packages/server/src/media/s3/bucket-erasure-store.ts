import { randomUUID } from 'node:crypto'
import type { ErasureStore } from '../../backups/erasure-store.js'
import type { Bucket } from './bucket.js'

const prefix = '.ai-feed-erasures/'
const maxObjectCharacters = 1_000_000

/** Remembers erasures in a bucket. Objects cannot grow, so each process writes one of its own for every hour in which
 *  something was erased, again and again until the hour is over; their names are in the order of time. */
export function createBucketErasureStore(bucket: Bucket, place: string): ErasureStore {
  let current = { hour: '', key: '', text: '' }
  return {
    place: `${prefix} in ${place}`,

    async readNewest() {
      let newest: string | undefined
      for await (const { key } of bucket.list(prefix)) newest = key
      return newest === undefined ? '' : await read(bucket, newest)
    },

    async append(lines) {
      const hour = /"at":"(.{13})/.exec(lines.at(-1) ?? '')?.[1] ?? ''
      const added = lines.map((line) => `${line}\n`).join('')
      const isFull = current.text.length > maxObjectCharacters
      const before = hour === current.hour && !isFull ? current : { key: `${prefix}${hour}-${randomUUID()}`, text: '' }
      const next = { hour, key: before.key, text: before.text + added }
      await bucket.put(next.key, Buffer.from(next.text))
      current = next
    },

    async readAll() {
      const texts: string[] = []
      for await (const { key } of bucket.list(prefix)) texts.push(await read(bucket, key))
      return texts.join('')
    },
  }
}

async function read(bucket: Bucket, key: string): Promise<string> {
  return (await bucket.get(key))?.toString('utf8') ?? ''
}
