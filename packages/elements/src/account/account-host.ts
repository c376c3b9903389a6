import type { ClientHost } from '../reactive/client-controller.js'

/** The element around an account button. */
export interface AccountHost extends ClientHost {
  notifications: boolean
  signOut(options?: { everywhere?: boolean }): Promise<void>
}
