import type { Segment } from '@ai-feed/protocol'
import { foldTag } from '../fold-tag.js'

/** Splits text into what is drawn as text, `@mentions`, `#tags` and http(s) links. Joined again, the `text` of all segments is
 *  the text as it came, character for character. */
export function parseText(text: string): Segment[] {
  const segments: Segment[] = []
  let end = 0
  for (const match of text.matchAll(marked)) {
    if (match.index < end) continue
    const segment = readMark(match[0])
    if (!segment) continue
    if (match.index > end) segments.push({ type: 'text', text: text.slice(end, match.index) })
    segments.push(segment)
    end = match.index + segment.text.length
  }
  if (end < text.length) segments.push({ type: 'text', text: text.slice(end) })
  return segments
}

const maxTagLength = 100
const maxLinkLength = 2_000

const word = String.raw`\p{L}\p{M}\p{N}_`
/** Each mark begins where no word is going on. Quotation marks, and the commas, stops and brackets of scripts that write no spaces,
 *  end a link: an address that means them has them encoded. Control and format characters never belong to a link: they could turn its text around.
 *  No `i` flag: under it U+017F and U+212A would pass for the letters s and k. */
const marked = new RegExp(
  [
    String.raw`(?<![${word}])[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s<>"“”„«»\p{C}\u3001\u3002\u3008-\u3011\uff08\uff09\uff0c]+`,
    String.raw`(?<![${word}@/])@[A-Za-z0-9_]{3,30}(?![${word}@]|\.[${word}])`,
    String.raw`(?<![${word}&/])[#＃][${word}]+(?:[\u200c\u200d][${word}]+)*`,
  ].join('|'),
  'gu',
)

function readMark(text: string): Segment | undefined {
  if (text.startsWith('@')) return { type: 'mention', text, handle: text.slice(1).toLowerCase() }
  return /^[#＃]/u.test(text) ? readTag(text) : readLink(text)
}

function readTag(text: string): Segment | undefined {
  const tag = foldTag(text.slice(1))
  return tag.length <= maxTagLength && /\p{L}/u.test(tag) ? { type: 'tag', text, tag } : undefined
}

function readLink(raw: string): Segment | undefined {
  const text = withoutSentenceEnd(raw)
  if (text.length > maxLinkLength || !URL.canParse(text)) return undefined
  const url = new URL(text)
  // A name before the host makes a link look as if it led elsewhere.
  if (url.username !== '' || url.password !== '') return undefined
  return { type: 'link', text, url: url.href }
}

/** Cuts what belongs to the sentence around a link: closing marks, and a bracket that was not opened inside. */
function withoutSentenceEnd(link: string): string {
  let surplus = 0
  for (const character of link) surplus += character === ')' ? 1 : character === '(' ? -1 : 0
  let end = link.length
  for (; end > 0; end -= 1) {
    const last = link.charAt(end - 1)
    if (last === ')') {
      if (surplus <= 0) break
      surplus -= 1
    } else if (!sentenceEnds.has(last)) break
  }
  return link.slice(0, end)
}

const sentenceEnds = new Set('.,;:!?\'"…’”»›]}>*、。，！？；：）」』】')
