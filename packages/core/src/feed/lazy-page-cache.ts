import type { PageCache } from './page-cache.js'

/** Gives the cache of first pages before the part that keeps them is loaded. A reader who was never here has none to find. */
export function createLazyPageCache(
  loadStorage: () => Promise<{ readonly pageCache: PageCache }>,
  mayHavePages: () => Promise<boolean>,
): PageCache {
  let isUsed = false
  const use = async <T>(work: (cache: PageCache) => Promise<T>): Promise<T | undefined> => {
    isUsed = true
    try {
      return await work((await loadStorage()).pageCache)
    } catch {
      // It could not be loaded: a cache that is not there costs a request and nothing else.
      return undefined
    }
  }
  return {
    find: async (key) => (isUsed || (await mayHavePages()) ? use((cache) => cache.find(key)) : undefined),
    save: (key, page) => use((cache) => cache.save(key, page)),
    clear: () => use((cache) => cache.clear()),
  }
}
