/** Copies what an object itself has, and nothing that it inherits: a page may have put something into `Object.prototype`, which
 *  then stands in for every option that is left out. What is absent here is undefined. */
export function own<T extends object>(fields: T): T
/** Of options that were left out altogether, each is undefined. */
export function own<T extends object>(fields: T | undefined): Partial<T>
/** One copy for both. */
export function own(fields: object | undefined): object {
  return { __proto__: null, ...fields }
}
