import { joinBytes, viewOf, type ImageFormat } from './image-format.js'

/** Finds how a picture says of itself that AI made or changed it, an address of
 *  http://cv.iptc.org/newscodes/digitalsourcetype/, wherever it stands: in XMP as a rule. */
export function findSourceClaim(bytes: Uint8Array): string | undefined {
  const [claim] =
    /https?:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\/(?:trained|algorithmic|composite)\w{1,60}/.exec(
      // Every byte is one character.
      new TextDecoder('latin1').decode(bytes),
    ) ?? []
  return claim
}

/** Writes a claim as a piece of a file, a plain comment of its format: the server looks for the address and not for its place. */
export function claimPiece(format: Exclude<ImageFormat, 'image/avif'>, claim: string): Uint8Array<ArrayBuffer> {
  const words = textBytes(`DigitalSourceType\0${claim}`)
  const { length } = words
  switch (format) {
    case 'image/jpeg':
      return joinBytes([[0xff, 0xfe, 0, length + 2], words])
    case 'image/png': {
      const named = joinBytes([textBytes('tEXt'), words])
      const crc = new Uint8Array(4)
      viewOf(crc).setUint32(0, crcOf(named))
      return joinBytes([[0, 0, 0, length], named, crc])
    }
    case 'image/webp':
      return joinBytes([textBytes('MADE'), [length, 0, 0, 0], words, new Uint8Array(length % 2)])
    default:
      return format satisfies never
  }
}

function textBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** CRC-32 as PNG has it behind each chunk (PNG, annex D). */
function crcOf(bytes: Uint8Array): number {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 && 0xedb88320)
  }
  return ~crc
}
