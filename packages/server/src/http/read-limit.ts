import type { DescribeRouteOptions } from 'hono-openapi'
import * as v from 'valibot'
import { HttpProblem } from './http-problem.js'

/** The parameter `limit` as it comes. */
export const limitTextSchema = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'is no whole number'))

const defaultLimit = 20

/** Reads how many items a page shall have at most; 20 where nothing is asked for.
 *  @throws HttpProblem `invalid_field` outside of 1 to `maxItems`. */
export function readLimit(text: string | undefined, maxItems: number): number {
  if (text === undefined) return Math.min(defaultLimit, maxItems)
  const limit = Number(text)
  if (limit >= 1 && limit <= maxItems) return limit
  throw new HttpProblem('invalid_field', `limit ${limit}`, {
    errors: [{ path: 'limit', message: `is not from 1 to ${maxItems}` }],
  })
}

/** What /openapi.json says of the parameter. */
export function limitParameter(maxItems: number): NonNullable<DescribeRouteOptions['parameters']>[number] {
  return {
    in: 'query',
    name: 'limit',
    description: `Items on the page, default ${defaultLimit}`,
    schema: { type: 'integer', minimum: 1, maximum: maxItems },
  }
}
