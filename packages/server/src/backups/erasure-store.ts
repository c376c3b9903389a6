/** Where the erasures of a server are remembered outside its database: beside its pictures, so that they outlive what they
 *  outlive. It only grows. */
export interface ErasureStore {
  /** Names it in a sentence. */
  readonly place: string
  /** Gives what was written last, at least its newest whole line; empty when nothing was. */
  readNewest(): Promise<string>
  /** Adds lines durably, oldest first; all of them or an error. */
  append(lines: readonly string[]): Promise<void>
  /** Gives everything. Lines can be cut, and stand there twice. */
  readAll(): Promise<string>
}
