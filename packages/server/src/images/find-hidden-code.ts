import { setImmediate } from 'node:timers/promises'
import type { Metadata } from 'sharp'

/** Looks for script, markup or drawing commands that ride along in a picture: in its plain bytes, and in the metadata that
 *  libvips unpacks. Re-encoding would drop them; a file that carries them is still no picture that a person made.
 *  Gives the first mark found. It takes tens of milliseconds a megabyte, and lets others have their turn in between. */
export async function findHiddenCode(bytes: Uint8Array, metadata: Metadata): Promise<string | undefined> {
  const blocks = [
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    ...[metadata.exif, metadata.iptc, metadata.xmp, metadata.tifftagPhotoshop].filter((block) => block !== undefined),
    ...(metadata.comments ?? []).map(({ keyword, text }) =>
      Buffer.from(`${keyword}=${text}`.slice(0, maxCommentLength)),
    ),
  ]
  for (const block of blocks) {
    for (let start = 0; start < block.length; start += windowBytes) {
      if (start > 0) await setImmediate()
      const part = block.toString('latin1', start, start + windowBytes + overlapBytes)
      const mark = hiddenCode.exec(part.replaceAll('&lt;', '<').replaceAll('&gt;', '>'))
      if (mark) return mark[0]
    }
  }
  return undefined
}

const windowBytes = 524_288
/** No mark that means something is longer. */
const overlapBytes = 1_024

const maxCommentLength = 65_536

/** Long enough never to come up by chance in compressed pixels. `profile` alone names a file to ImageMagick (CVE-2022-44268). */
const hiddenCode =
  /<\/?script[\s/>]|<iframe[\s/>]|<svg[\s/>]on|javascript:|\bon(?:load|error|click|mouseover)\s*=\s*["']?\w+\(|tEXtprofile\0|%!PS-Adobe|push graphic-context/i
