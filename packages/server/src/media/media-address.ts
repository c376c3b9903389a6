import { createHmac, timingSafeEqual } from 'node:crypto'

/** Writes and checks the addresses of pictures. */
export interface MediaAddresses {
  /** The address of a picture that everybody may see. */
  writePublic(id: string, width: number): string
  /** An address that opens a picture to whoever has it, for 45 to 60 minutes. The same for a quarter of an hour, so that caches help. */
  writeSigned(id: string, width: number): string
  /** Tells whether `expires` and `signature` come from `writeSigned` for this picture and still hold. */
  isSigned(id: string, width: number, expires: string | undefined, signature: string | undefined): boolean
}

export interface MediaAddressOptions {
  /** Origin that serves pictures, without trailing slash. */
  readonly mediaUrl: string
  /** Secrets that signatures may be made with; the first one signs. */
  readonly keys: () => readonly Uint8Array[]
  readonly clock?: () => number
}

/** Makes addresses `{mediaUrl}/media/{id}/{width}.webp`, signed ones with `?e={epoch seconds}&s={MAC}`. */
export function createMediaAddresses({ mediaUrl, keys, clock = Date.now }: MediaAddressOptions): MediaAddresses {
  const write = (id: string, width: number): string => `${mediaUrl}/media/${id}/${width}.webp`

  return {
    writePublic: write,

    writeSigned(id, width) {
      const [key] = keys()
      if (!key) throw new TypeError('no key to sign addresses with')
      const step = 15 * 60
      const expires = Math.floor(clock() / 1000 / step) * step + 60 * 60
      return `${write(id, width)}?e=${expires}&s=${mac(key, id, width, expires).toString('base64url')}`
    },

    isSigned(id, width, expires = '', signature = '') {
      if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1000 <= clock()) return false
      const given = Buffer.from(signature, 'base64url')
      return keys().some((key) => {
        const wanted = mac(key, id, width, Number(expires))
        return given.length === wanted.length && timingSafeEqual(given, wanted)
      })
    },
  }
}

function mac(key: Uint8Array, id: string, width: number, expires: number): Buffer {
  return createHmac('sha256', key).update(`${id}/${width}/${expires}`).digest()
}
