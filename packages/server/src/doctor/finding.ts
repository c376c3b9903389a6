import type pg from 'pg'

/** What a check found. `note` is worth knowing and nothing is wrong. */
export interface Finding {
  readonly state: 'ok' | 'note' | 'wrong' | 'repaired'
  readonly subject: string
  /** Ids and numbers, never words of people. */
  readonly detail?: string
}

/** Looks at one thing. The connection has no time limit, and no transaction. */
export type Check = (client: pg.ClientBase) => Promise<Finding>

/** Makes a check of a query that gives the ids of what is wrong, at most some of them, and how many there are.
 *  The query has two columns: `id` and, the same in each row, `total`. */
export function findNone(subject: string, query: string, state: 'note' | 'wrong' = 'wrong'): Check {
  return async (client) => {
    const { rows } = await client.query<{ id: string; total: string | number }>(query)
    const [first] = rows
    if (!first) return { state: 'ok', subject }
    return {
      state,
      subject,
      detail: describeSome(
        Number(first.total),
        rows.map(({ id }) => id),
      ),
    }
  }
}

/** Says how many there are and names the first. */
export function describeSome(total: number, ids: readonly string[]): string {
  const shown = ids.slice(0, shownIds)
  return `${total}: ${shown.join(' ')}${total > shown.length ? ' …' : ''}`
}

/** How many ids a line names. */
export const shownIds = 5
