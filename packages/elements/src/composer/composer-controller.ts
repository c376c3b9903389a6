import { FeedError } from '@ai-feed/core'
import type { GenerationRequest } from '@ai-feed/core'
import {
  countOf,
  countPrompt,
  isTooLong,
  maxPictures,
  maxPromptCharacters,
  nothingWritten,
  pictureTypes,
  toDraft,
} from './composer-draft.js'
import type { Defaults, Written } from './composer-draft.js'
import type { ComposerHost } from './composer-host.js'
import { AiComposerGenerateEvent, AiComposerPostEvent } from './composer-intents.js'
import type { ComposerState } from './composer-state.js'
import type { ComposerTasks } from './composer-tasks.js'
import type { FileComplaint } from './read-pictures.js'

/** Pictures that were asked for. */
export interface PaintedGeneration {
  readonly id: string
  readonly startedAtMs: number
}

/** What a composer needs of its surroundings. */
export interface ControllerPorts {
  readonly host: ComposerHost
  /** Sees to it that somebody is signed in; false when that was called off. Opens a window before it awaits anything. */
  readonly signIn: () => Promise<boolean>
  /** What is loaded of the tasks. */
  readonly getTasks: () => ComposerTasks | undefined
  /** Loads them; undefined when they do not arrive.
   *  @param isPatient wait for the connection where there is none */
  readonly loadTasks: (isPatient?: boolean) => Promise<ComposerTasks | undefined>
  /** Waits for the connection. @returns whether pictures can be asked for then without a click */
  readonly whenOnline: () => Promise<boolean>
}

/** Holds what is written, and hears what somebody wants done with it. */
export class ComposerController {
  readonly #ports: ControllerPorts
  /** What the signed-in author wants of new posts. */
  defaults: Defaults
  /** The sizes that the server paints, once they are known. */
  sizes: readonly string[] | undefined
  /** The last pictures that were asked for, as long as the composer has them or waits for them. */
  generation: PaintedGeneration | undefined
  /** Why the files that were chosen last are not all here. */
  complaint: FileComplaint | undefined
  #written: Written = nothingWritten
  /** Files that are being looked at. What was chosen before a reset is not wanted after it. */
  #looks = new Set<readonly Blob[]>()
  /** Somebody wants something done, and signs in for it or waits for the code that does it. */
  #isAsked = false
  /** A picture is wanted as soon as there is a connection. */
  isWaiting = false
  /** What was wanted last of the post as it is. */
  #again: (() => Promise<void>) | undefined

  constructor(ports: ControllerPorts) {
    this.#ports = ports
  }

  get state(): ComposerState {
    return this.#ports.getTasks()?.state ?? { status: 'writing' }
  }

  get written(): Written {
    return this.#written
  }

  /** Whether files that were chosen are being looked at: nothing is posted without them. */
  get isReading(): boolean {
    return this.#looks.size > 0
  }

  /** Whether there is something to post. */
  get isPostable(): boolean {
    const { text, files, chosen } = this.#written
    return !this.isReading && (text.trim() !== '' || files.length > 0 || chosen.length > 0)
  }

  write(change: Partial<Written>): void {
    this.#written = { ...this.#written, ...change }
    this.complaint = undefined
    // No picture is painted for a post that was given another one, or none.
    if (change.isTextOnly || change.files?.length) {
      this.isWaiting = false
      this.#again = undefined
    }
    this.#ports.getTasks()?.onWrite()
    this.#ports.host.requestUpdate()
  }

  /** Says why something is not here that was wanted. */
  complain(complaint: FileComplaint): void {
    this.complaint = complaint
    this.redraw()
  }

  redraw(): void {
    this.#ports.host.requestUpdate()
  }

  /** Goes back to writing; everything stays. */
  goBack(): void {
    this.#ports.getTasks()?.goBack()
  }

  reset(): void {
    const { host, getTasks } = this.#ports
    this.cancel()
    this.generation = this.complaint = undefined
    this.#written = nothingWritten
    this.#looks = new Set()
    getTasks()?.reset()
    host.remixOf = ''
    if (host.place !== 'thread') host.commentOn = host.quoteOf = ''
    host.requestUpdate()
  }

  cancel(): void {
    this.isWaiting = false
    this.redraw()
    this.#ports.getTasks()?.painter.cancel()
  }

  /** Takes the files that are pictures and that find room; `complaint` says why others are not here. Where the code that
   *  looks at them does not arrive, the server judges them. */
  async addFiles(files: readonly Blob[]): Promise<void> {
    const looks = this.#looks.add(files)
    this.#ports.host.requestUpdate()
    const tasks = await this.#ports.loadTasks()
    const found = await tasks?.readPictures(files)
    looks.delete(files)
    if (looks !== this.#looks) return
    const { files: before, chosen } = this.#written
    const pictures = found?.pictures ?? files.filter(({ type }) => pictureTypes.includes(type))
    const room = maxPictures - before.length - chosen.length
    this.write({ files: [...before, ...pictures.slice(0, room).map((file) => ({ file, alt: '' }))] })
    this.complaint = pictures.length > room ? 'number' : found?.complaint
  }

  /** Paints what the prompt says when the sign-in is through. Call it inside a click: it may open the sign-in window. */
  async generate(): Promise<void> {
    const request = this.#request()
    if (!request || !this.#isFree || this.isWaiting || this.isHeld) return
    this.#again = () => this.generate()
    if (!navigator.onLine) return this.#generateLater()
    if (!this.#ports.host.dispatchEvent(new AiComposerGenerateEvent(request))) return
    const tasks = await this.#begin(true)
    if (!tasks) return
    if (JSON.stringify(this.#request()) !== JSON.stringify(request)) return this.generate()
    await tasks.painter.generate(request)
  }

  /** Posts what is written when the sign-in is through, which is told again where it was changed meanwhile. Call it inside a
   *  click: it may open the sign-in window. */
  async post(): Promise<void> {
    // A click more while this one is being stored is no other post. One that is stored and waits keeps nobody from the next.
    if (!this.isPostable || !this.#isFree) return
    this.#again = () => this.post()
    const sent = this.#written
    if (isTooLong(sent)) return this.#fail(new FeedError('invalid_field', 'the text is too long'))
    const draft = toDraft(sent, this.#ports.host, this.defaults)
    if (!this.#ports.host.dispatchEvent(new AiComposerPostEvent(draft))) return
    const tasks = await this.#begin(navigator.onLine)
    if (!tasks) return
    if (sent !== this.#written) return this.post()
    await tasks.poster.post(draft, sent)
  }

  /** Follows pictures again that were asked for before. */
  resume(generation: PaintedGeneration): void {
    this.generation = generation
    const tasks = this.#ports.getTasks()
    // They look for it themselves when they come.
    if (tasks) void tasks.painter.resume()
    else void this.#ports.loadTasks()
  }

  /** Does again what did not come about; undefined when nothing was wanted. Pictures that the server goes on painting are followed,
   *  and not asked for twice. */
  again(): Promise<void> | undefined {
    if (!this.#ports.getTasks()?.painter.isCut) return this.#again?.()
    return this.#begin(true).then((tasks) => tasks?.painter.resume())
  }

  /** Whether the server has said how long it paints nothing more, and that is not over. */
  get isHeld(): boolean {
    return this.state.status === 'failed' && this.#ports.getTasks()?.isHeld === true
  }

  get #isFree(): boolean {
    return !this.#isAsked && !this.#ports.getTasks()?.poster.isStoring && this.state.status !== 'generating'
  }

  /** Paints once there is a connection what the prompt says then, unless that is called off. */
  async #generateLater(): Promise<void> {
    this.isWaiting = true
    this.redraw()
    const isPossible = await this.#ports.whenOnline()
    const isWanted = this.isWaiting
    this.isWaiting = false
    this.redraw()
    if (isWanted && isPossible) await this.generate()
  }

  #request(): GenerationRequest | undefined {
    const { host } = this.#ports
    const prompt = this.#written.prompt.trim()
    if (!prompt || countPrompt(prompt) > maxPromptCharacters) return undefined
    const wanted = this.#written.size || host.size
    const size = this.sizes?.includes(wanted) === false ? '' : wanted
    const { remixOf } = host
    return { prompt, ...(size && { size }), count: countOf(this.#written, host), ...(remixOf && { remixOf }) }
  }

  /** Signs in and brings the code that goes on; undefined when one of them did not come about. */
  async #begin(needsSignIn: boolean): Promise<ComposerTasks | undefined> {
    const { signIn, loadTasks } = this.#ports
    this.#isAsked = true
    // The window first: browsers open none after the click is over.
    const signedIn = needsSignIn ? signIn().catch((error: unknown) => ({ error })) : true
    const [outcome, tasks] = await Promise.all([signedIn, loadTasks(true)])
    this.#isAsked = false
    this.#ports.host.requestUpdate()
    if (typeof outcome === 'object') await tasks?.fail(outcome.error)
    return outcome === true ? tasks : undefined
  }

  async #fail(error: FeedError): Promise<void> {
    await (await this.#ports.loadTasks())?.fail(error)
  }
}
