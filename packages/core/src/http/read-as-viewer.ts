import { isFeedError } from '../feed-error.js'

/** Reads what everybody may read, with the viewer's state if somebody is signed in: `viewer=me` keeps both from sharing a URL.
 *  When the session ends with this very request, it is read without. */
export async function readAsViewer<T>(
  hasSession: () => Promise<boolean>,
  read: (values: { readonly viewer?: 'me' }) => Promise<T>,
): Promise<T> {
  const isViewer = await hasSession()
  try {
    return await read(isViewer ? { viewer: 'me' } : {})
  } catch (error) {
    if (!isViewer || !isFeedError(error) || error.problem?.status !== 401 || (await hasSession())) throw error
    return read({})
  }
}
