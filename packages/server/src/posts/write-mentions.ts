import type { Segment } from '@ai-feed/protocol'

type Mention = Extract<Segment, { type: 'mention' }>

/** Writes mentions of a text as plain text; plain texts that come to stand side by side become one.
 *  @param write gives what a mention becomes, or undefined for one that stays. */
export function writeMentions(text: readonly Segment[], write: (mention: Mention) => string | undefined): Segment[] {
  const written: Segment[] = []
  for (const segment of text) {
    const plain = segment.type === 'text' ? segment.text : segment.type === 'mention' ? write(segment) : undefined
    const last = written.at(-1)
    if (plain === undefined) written.push(segment)
    else if (last?.type === 'text') written[written.length - 1] = { type: 'text', text: last.text + plain }
    else written.push({ type: 'text', text: plain })
  }
  return written
}
