import sharp from 'sharp'

/** Gives sharp with every loader blocked but those of PNG, JPEG, WebP and AVIF in memory. The block holds for the whole
 *  process, worker threads included; calling it again changes nothing. */
export function guardedSharp(): typeof sharp {
  if (!isGuarded) {
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({ operation: allowedLoaders })
    sharp.cache(false)
    isGuarded = true
  }
  return sharp
}

/** Buffers only: a path in the hands of libvips could name any file of the server. */
const allowedLoaders = [
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadWebpBuffer',
  'VipsForeignLoadHeifBuffer',
]

let isGuarded = false
