import type { Context } from 'hono'
import type { GenericSchema, InferOutput } from 'valibot'
import { HttpProblem } from './http-problem.js'
import { decodeRequest, refuseBrokenText } from './read-json.js'
import type { AppEnv } from './request-context.js'

/** Reads the query of a request against a strict object of strings: what the schema does not know is refused.
 *  @param repeated names that may stand several times; their value is a list, also of one.
 *  @throws HttpProblem `unknown_field` | `invalid_field` */
export function readParameters<const S extends GenericSchema>(
  c: Context<AppEnv>,
  schema: S,
  { repeated = [] }: { repeated?: readonly string[] } = {},
): InferOutput<S> {
  const values = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(queryOf(c.req.url))) {
    const earlier = values.get(name)
    if (repeated.includes(name)) values.set(name, [...(earlier ?? []), value])
    else if (earlier === undefined) values.set(name, value)
    else {
      throw new HttpProblem('invalid_field', `parameter ${name.slice(0, 100)} twice`, {
        errors: [{ path: name.slice(0, 300), message: 'stands twice' }],
      })
    }
  }
  const query: unknown = Object.fromEntries(values)
  refuseBrokenText(query, [])
  return decodeRequest(schema, query)
}

/** What stands between `?` and `#`: the rest of the address is no matter here, and parsing it is work. */
function queryOf(url: string): string {
  const [address = ''] = url.split('#', 1)
  const start = address.indexOf('?')
  return start < 0 ? '' : address.slice(start + 1)
}
