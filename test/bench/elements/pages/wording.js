/** What the pages by hand and in React share: addresses and words. */
export const pathOf = (cursor) => `/v1/feeds/explore?site=default&limit=20${cursor && `&cursor=${cursor}`}`

export function ageOf(time) {
  const minutes = Math.floor((Date.now() - Date.parse(time)) / 60_000)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes} min`
  return minutes < 1440 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`
}

/** One of twelve hues, the same everywhere for a handle. */
export function hueOf(handle) {
  let hash = 7
  for (const letter of handle) hash = (hash * 31 + letter.codePointAt(0)) % 9973
  return hash % 12
}

export const srcsetOf = ({ sources }) => sources.map(({ url, width }) => `${url} ${width}w`).join(', ')

export const widestUrl = ({ sources }) => sources.at(-1).url
