import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { startAnsweringServer } from './answering-server.ts'
import { gradient } from './pictures.ts'

/** One request that came, taken apart. */
export interface ImagesCall {
  readonly path: string
  readonly authorization: string | undefined
  readonly fields: Readonly<Record<string, string | number | boolean>>
  /** What was sent as `image[]`. */
  readonly files: readonly File[]
}

/** Answers one call. */
export type ImagesAnswer = (call: ImagesCall, response: ServerResponse) => void | Promise<void>

/** A server that plays the OpenAI images wire (`/v1/images/generations` and `/edits`), strict about what it is sent. */
export interface ImagesWire {
  /** Ends in /v1. */
  readonly url: string
  readonly calls: readonly ImagesCall[]
  /** Answers all calls from now on in another way. */
  answerWith(answer: ImagesAnswer): void
  close(): Promise<void>
}

const knownFields = new Set(
  'model prompt n size quality background output_format output_compression moderation stream partial_images safety_identifier user'.split(
    ' ',
  ),
)

/** Starts the server on loopback. Without another answer it draws what was asked for, streamed if that was asked for. */
export async function startImagesWire(): Promise<ImagesWire> {
  const calls: ImagesCall[] = []
  let answer: ImagesAnswer = drawPictures
  const server = await startAnsweringServer(async (request, response) => {
    const call = await readCall(request)
    calls.push(call)
    await answer(call, response)
  })
  return {
    url: `${server.url}/v1`,
    calls,
    answerWith: (next) => void (answer = next),
    close: () => server.close(),
  }
}

/** Does what the vendor does: refuses unknown fields, streams when asked to, draws `n` pictures otherwise. */
export const drawPictures: ImagesAnswer = async (call, response) => {
  const { fields, files, path } = call
  const unknown = Object.keys(fields).find((name) => !knownFields.has(name))
  if (unknown !== undefined) return answerFault(400, unknownParameter(unknown))(call, response)
  if (path.endsWith('/edits') && files.length === 0) {
    return answerFault(400, { message: 'image is required', code: 'missing_required_parameter' })(call, response)
  }
  if (String(fields['stream']) !== 'true') return answerDocument(call, response)
  const partials = Number(fields['partial_images'] ?? 0)
  for (let index = 0; index < partials; index += 1)
    await sendEvent(response, partialEvent(call, index, await draw(64, 64)))
  await sendEvent(response, completedEvent(call, await draw(...sizeOf(call))))
  response.end()
}

/** Answers with all pictures in one document, whatever was asked. */
export const answerDocument: ImagesAnswer = async (call, response) => {
  const data = []
  for (let at = 0; at < Number(call.fields['n'] ?? 1); at += 1) data.push({ b64_json: await draw(...sizeOf(call)) })
  answerJson({ created: 1_790_000_000, data, usage: usage() })(call, response)
}

/** Answers 200 with the given document. */
export const answerJson =
  (document: unknown): ImagesAnswer =>
  (_call, response) =>
    void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document))

/** Answers with the vendor's error, or, when `fault` is no object, in another server's shape. */
export const answerFault =
  (status: number, fault: unknown, headers: Record<string, string> = {}): ImagesAnswer =>
  (_call, response) => {
    const isWhole = typeof fault !== 'object' || fault === null || 'detail' in fault || 'error' in fault
    const error = {
      type: 'image_generation_user_error',
      param: null,
      code: null,
      ...(isWhole ? {} : fault),
    }
    response.writeHead(status, { 'Content-Type': 'application/json', 'x-request-id': 'req_1', ...headers })
    response.end(typeof fault === 'string' ? fault : JSON.stringify(isWhole ? fault : { error }))
  }

/** What the vendor says of words that it does not draw. */
export const moderationBlocked = {
  message: 'Your request was rejected by the safety system. safety_violations=[sexual].',
  code: 'moderation_blocked',
}

/** An event of a stream. */
export interface WireEvent {
  readonly type: string
  readonly [field: string]: unknown
}

/** Begins a stream, if it has not begun, and sends one event in it. */
export async function sendEvent(response: ServerResponse, event: WireEvent): Promise<void> {
  if (!response.headersSent) response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
  if (!response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)) await once(response, 'drain')
}

/** The event of a picture on its way. */
export function partialEvent(call: ImagesCall, index: number, b64: string): WireEvent {
  return { type: `${kindOf(call)}.partial_image`, partial_image_index: index, b64_json: b64, ...facts(call) }
}

/** The event of the finished picture. */
export function completedEvent(call: ImagesCall, b64: string): WireEvent {
  return { type: `${kindOf(call)}.completed`, b64_json: b64, ...facts(call), usage: usage() }
}

/** A real PNG in base64. */
export async function draw(widthPx: number, heightPx: number): Promise<string> {
  return (await gradient(widthPx, heightPx).png({ compressionLevel: 1 }).toBuffer()).toString('base64')
}

async function readCall(request: IncomingMessage): Promise<ImagesCall> {
  const { authorization } = request.headers
  const path = request.url ?? ''
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) {
    const body = (await text(request)) || '{}'
    return { path, authorization, fields: JSON.parse(body) as ImagesCall['fields'], files: [] }
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const form = await new Response(Buffer.concat(chunks), { headers: { 'Content-Type': type } }).formData()
  const files = form.getAll('image[]').filter((entry): entry is File => entry instanceof File)
  const fields = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  )
  return { path, authorization, fields, files }
}

function unknownParameter(name: string): { message: string; code: string; param: string } {
  return { message: `Unknown parameter: '${name}'.`, code: 'unknown_parameter', param: name }
}

function sizeOf({ fields }: ImagesCall): [number, number] {
  const [width = 1024, height = 1024] = String(fields['size'] ?? '1024x1024')
    .split('x')
    .map(Number)
  return [width, height]
}

function kindOf({ path }: ImagesCall): string {
  return path.endsWith('/edits') ? 'image_edit' : 'image_generation'
}

function facts({ fields }: ImagesCall): object {
  return { created_at: 1_790_000_000, size: fields['size'], quality: 'low', background: 'opaque', output_format: 'png' }
}

function usage(): object {
  const details = { image_tokens: 0, text_tokens: 14 }
  return { input_tokens: 14, input_tokens_details: details, output_tokens: 196, total_tokens: 210 }
}
