import type { ClientController } from '../reactive/client-controller.js'
import type { SignInWaiting } from '../reactive/sign-in-waiting.js'
import type { ComposerController } from './composer-controller.js'
import type { ComposerHost } from './composer-host.js'
import type { ComposerLayout } from './composer-layout.js'
import type { ComposerSources } from './composer-sources.js'
import type { FileIntake } from './file-intake.js'

/** The composer that work is done in. */
export interface WorkPlace {
  readonly host: ComposerHost
  readonly desk: ClientController
  readonly composer: ComposerController
  readonly signIn: SignInWaiting
  readonly layout: ComposerLayout
  readonly files: FileIntake
  readonly sources: ComposerSources
  /** Resolves when the browser has a network again, or the composer has left the page. */
  whenOnline(): Promise<void>
  /** Whether somebody has put something into it. */
  readonly hasWork: boolean
  /** The size that is painted. */
  readonly size: string
}
