import { HttpProblem } from '../http/http-problem.js'

/** The refusal of a decision whose parts do not go together. */
export function invalid(path: string, message: string): HttpProblem {
  return new HttpProblem('invalid_field', `${path} ${message}`, { errors: [{ path, message }] })
}
