import { adoptStyles } from '../reactive/adopt-styles.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'
import { LazyController } from '../reactive/lazy-controller.js'
import type { Completion } from './completion.js'
import type { ComposerController } from './composer-controller.js'
import type { ComposerHost } from './composer-host.js'
import type { DraftKeeper } from './draft-keeper.js'
import type { pictureDesk } from './picture-desk.js'
import type { policies } from './policies-template.js'

/** What a composer loads when it is needed, each in a chunk of its own. */
export interface ComposerParts {
  readonly pictures: LazyController<typeof pictureDesk>
  readonly policies: LazyController<typeof policies>
  readonly completion: LazyController<Completion>
  readonly keeper: LazyController<DraftKeeper>
}

/** Makes the parts; none is loaded yet.
 *  @param hasWork tells whether somebody has put something into the composer */
export function createComposerParts(
  host: ComposerHost,
  desk: ClientController,
  announcer: Announcer,
  composer: ComposerController,
  hasWork: () => boolean,
): ComposerParts {
  const lazy = <T>(load: () => Promise<T>): LazyController<T> => new LazyController<T>(host, load, false)
  return {
    pictures: lazy(async () => {
      const { pictureDesk } = await import('./picture-desk.js')
      adoptStyles(host, pictureDesk.styles)
      return pictureDesk
    }),
    policies: lazy(async () => {
      const { policies } = await import('./policies-template.js')
      adoptStyles(host, policies.styles)
      return policies
    }),
    completion: lazy(async () => {
      const { Completion } = await import('./completion.js')
      adoptStyles(host, Completion.styles)
      return new Completion(host, desk, announcer, (text) => composer.write({ text }))
    }),
    keeper: lazy(async () => {
      const { DraftKeeper } = await import('./draft-keeper.js')
      return new DraftKeeper(host, desk, composer, hasWork)
    }),
  }
}
