import type { DraftOptions, DraftPlace, KeptDraft } from '../draft-place.js'
import type { Clock } from '../platform/clock.js'
import { own } from '../platform/own.js'
import { createRandomId } from '../platform/random-id.js'
import type { Database } from '../storage/database.js'
import { lastIdAt, rememberId, takeId } from './draft-claims.js'
import { draftKey, filesKey, findDrafts, type DraftRecord } from './draft-records.js'

/** Makes the part of a client that opens places for drafts.
 *  @param owner the server and site that they are for */
export function createDrafts(
  database: Database,
  owner: string,
  clock: Pick<Clock, 'now'>,
): (name: string, o?: DraftOptions) => Promise<DraftPlace> {
  return async (name, options) => {
    const { isNew = false } = own(options)
    const seat = takeSeat(`${owner} ${name}`)
    const mine = lastIdAt(seat.place)
    const before = await findDrafts(database, seat.place, mine, clock.now())
    for (const { id, words } of isNew ? [] : before) {
      const free = await takeId(id, id === mine)
      if (!free) continue
      return createPlace({ database, clock, ...seat, id, free, found: { words, files: await loadFiles(database, id) } })
    }
    const id = createRandomId()
    return createPlace({ database, clock, ...seat, id, free: await takeId(id, true), found: undefined })
  }
}

interface Taken {
  readonly database: Database
  readonly clock: Pick<Clock, 'now'>
  readonly place: string
  readonly id: string
  readonly found: KeptDraft | undefined
  readonly free: (() => void) | undefined
  readonly leaveSeat: () => void
}

function createPlace({ database, clock, place, id, found, free, leaveSeat }: Taken): DraftPlace {
  let wanted: { draft: KeptDraft | undefined } | undefined
  let writing: Promise<void> | undefined
  let stored: readonly Blob[] = found?.files ?? []
  rememberId(place, id)

  async function write(draft: KeptDraft | undefined): Promise<void> {
    if (!draft) {
      stored = []
      return database.remove([draftKey(id), filesKey(id)])
    }
    const record: DraftRecord = { id, place, savedAtMs: clock.now(), words: draft.words }
    const { files } = draft
    if (files.length === stored.length && files.every((file, index) => file === stored[index])) {
      return database.set([[draftKey(id), record]])
    }
    const bytes = await Promise.all(files.map(async (file) => ({ type: file.type, bytes: await file.arrayBuffer() })))
    await database.set([
      [draftKey(id), record],
      [filesKey(id), bytes],
    ])
    stored = files
  }

  /** The newest wins: what was typed meanwhile is written once. */
  async function writeAll(): Promise<void> {
    while (wanted) {
      const { draft } = wanted
      wanted = undefined
      try {
        await write(draft)
      } catch {
        // A file that is gone from the device, or a storage that is closed or full. The words may still fit.
        if (draft && draft.files.length > 0) await write({ ...draft, files: stored }).catch(ignore)
      }
    }
    // In the same moment in which nothing more is wanted: what comes next is written by a run of its own.
    writing = undefined
  }

  return {
    found,
    keep(draft) {
      wanted = { draft }
      return (writing ??= writeAll())
    },
    leave() {
      leaveSeat()
      free?.()
    },
  }
}

const seats = new Set<string>()

/** Two callers of a page that name the same place get two, in the order in which they ask. */
function takeSeat(name: string): { readonly place: string; readonly leaveSeat: () => void } {
  let number = 1
  while (seats.has(`${name} ${number}`)) number += 1
  const place = `${name} ${number}`
  seats.add(place)
  return { place, leaveSeat: () => seats.delete(place) }
}

async function loadFiles(database: Database, id: string): Promise<readonly Blob[]> {
  try {
    const stored = await database.get(filesKey(id))
    if (!Array.isArray(stored)) return []
    return (stored as { type: string; bytes: ArrayBuffer }[]).map(({ type, bytes }) => new Blob([bytes], { type }))
  } catch {
    // They stay where they are: only other files are ever put in their place.
    return []
  }
}

/** What cannot be kept stays on the page. */
function ignore(): void {}
