/** How a picture says of itself that it came into being, where that is by AI: an address of
 *  http://cv.iptc.org/newscodes/digitalsourcetype/. */
export interface SourceClaim {
  readonly ai: 'generated' | 'modified'
  readonly digitalSourceType: string
}

/** Looks for what a file says of its own making: as XMP, unpacked or not, and in Content Credentials (C2PA), which name the same
 *  addresses. Nobody has to prove it: who would say so falsely? Of several the first of this list counts. */
export function readSourceClaim(bytes: Uint8Array, xmp: Buffer | undefined): SourceClaim | undefined {
  const names = [...namesIn(bytes), ...(xmp ? namesIn(xmp) : [])]
  // In CBOR the next text may follow without a gap.
  const claim = claims.find(([type]) => names.some((name) => name.startsWith(type)))
  return claim && { ai: claim[1], digitalSourceType: vocabulary + claim[0] }
}

const vocabulary = 'http://cv.iptc.org/newscodes/digitalsourcetype/'

const claims = [
  ['trainedAlgorithmicMedia', 'generated'],
  ['compositeWithTrainedAlgorithmicMedia', 'modified'],
  ['compositeSynthetic', 'modified'],
  ['algorithmicMedia', 'generated'],
] as const

/** What follows the vocabulary's address wherever that stands, some hundred times at most. */
function namesIn(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const names: string[] = []
  let at = buffer.indexOf(mark)
  while (at >= 0 && names.length < maxNames) {
    const start = at + mark.length
    names.push(buffer.toString('latin1', start, start + maxNameLength))
    at = buffer.indexOf(mark, start)
  }
  return names
}

/** Some write https. */
const mark = '//cv.iptc.org/newscodes/digitalsourcetype/'
const maxNameLength = 60
const maxNames = 200
