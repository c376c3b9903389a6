import { adoptStyles } from '../reactive/adopt-styles.js'
import type { Announcer } from '../reactive/announcer.js'
import { LazyController } from '../reactive/lazy-controller.js'
import type { ComposerWork } from './composer-work.js'
import type { DraftKeeper } from './draft-keeper.js'
import type { WorkPlace } from './work-place.js'

/** What a composer loads when it is needed, each in a chunk of its own. */
export interface ComposerParts {
  readonly work: LazyController<ComposerWork>
  readonly keeper: LazyController<DraftKeeper>
}

/** Makes the parts; none is loaded yet. */
export function createComposerParts(
  place: WorkPlace,
  announcer: Announcer,
  internals: ElementInternals,
): ComposerParts {
  const { host } = place
  const work = new LazyController(
    host,
    async () => {
      const { ComposerWork } = await import('./composer-work.js')
      adoptStyles(host, ComposerWork.styles)
      return new ComposerWork(place, announcer, internals)
    },
    false,
  )
  const keeper = new LazyController(
    host,
    async () => {
      const { DraftKeeper } = await import('./draft-keeper.js')
      return new DraftKeeper(place, work)
    },
    false,
  )
  return { work, keeper }
}
