import * as v from 'valibot'

/** Answer of GET /v1/limits. */
export const limitsSchema = v.record(v.string(), v.union([v.number(), v.array(v.string())]))
