import type { ClientHost } from '../reactive/client-controller.js'
import type { AccountProperties } from './account-properties.js'

/** The element around an account button. */
export interface AccountHost extends ClientHost, AccountProperties {
  signOut(options?: { everywhere?: boolean }): Promise<void>
}
