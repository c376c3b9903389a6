import type { MiddlewareHandler } from 'hono'
import { HttpProblem } from './http-problem.js'

/** Refuses forms of more than `maxBytes`. The length that a request tells is true: the front door takes no body without one.
 *  @throws HttpProblem `body_too_large` */
export function limitForm(maxBytes: number): MiddlewareHandler {
  return async (c, next) => {
    if (Number(c.req.header('Content-Length') ?? 0) > maxBytes) {
      throw new HttpProblem('body_too_large', `form is larger than ${maxBytes} bytes`)
    }
    await next()
  }
}
