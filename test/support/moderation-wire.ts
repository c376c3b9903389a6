import { json } from 'node:stream/consumers'
import { startAnsweringServer } from './answering-server.ts'

/** One question that came. */
export interface ModerationCall {
  readonly path: string | undefined
  readonly authorization: string | undefined
  readonly model: string
  readonly input: string | { type: string; image_url: { url: string } }[]
}

/** A server that plays the OpenAI moderations wire. */
export interface ModerationWire {
  /** Ends in /v1. */
  readonly url: string
  readonly calls: readonly ModerationCall[]
  /** Judges from now on by `judge`: the categories to flag, or a status to fail with, or a whole body. */
  judgeBy(judge: Judge): void
  close(): Promise<void>
}

type Judge = (call: ModerationCall) => readonly string[] | number | object

const categories = ['sexual', 'sexual/minors', 'violence', 'hate', 'self-harm/intent']

/** Starts it on loopback; without a judge it lets everything pass. */
export async function startModerationWire(): Promise<ModerationWire> {
  const calls: ModerationCall[] = []
  let judge: Judge = () => []
  const server = await startAnsweringServer(async (request, response) => {
    const { model, input } = (await json(request)) as ModerationCall
    const call = { path: request.url, authorization: request.headers.authorization, model, input }
    calls.push(call)
    const verdict = judge(call)
    response.writeHead(typeof verdict === 'number' ? verdict : 200, { 'Content-Type': 'application/json' })
    if (typeof verdict === 'number') return void response.end(JSON.stringify({ error: { message: 'no' } }))
    response.end(JSON.stringify(Array.isArray(verdict) ? answerOf(model, verdict) : verdict))
  })
  return {
    url: `${server.url}/v1`,
    calls,
    judgeBy: (next) => void (judge = next),
    close: () => server.close(),
  }
}

function answerOf(model: string, flagged: readonly string[]): object {
  const results = [
    {
      flagged: flagged.length > 0,
      categories: Object.fromEntries(categories.map((name) => [name, flagged.includes(name)])),
      category_scores: Object.fromEntries(categories.map((name) => [name, flagged.includes(name) ? 0.9 : 0.01])),
      category_applied_input_types: Object.fromEntries(categories.map((name) => [name, ['text']])),
    },
  ]
  return { id: 'modr-1', model, results }
}
