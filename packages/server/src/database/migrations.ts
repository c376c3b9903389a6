import { countTriggers } from './count-triggers.js'
import { migration1Tables } from './migration-1.js'
import { migration2Tables } from './migration-2.js'
import { migration3Tables } from './migration-3.js'
import { migration4Tables } from './migration-4.js'
import { migration5Tables } from './migration-5.js'
import { migration6Tables } from './migration-6.js'
import { migration7Tables } from './migration-7.js'
import { markTriggers } from './mark-triggers.js'
import { postScore } from './post-score.js'
import { publishFunction } from './publish-function.js'
import { relationTriggers } from './relation-triggers.js'

/** One step of the schema: statements that run in one transaction. */
export interface Migration {
  readonly id: number
  readonly statements: readonly string[]
}

/** All steps, in order, numbered from 1 without gaps. A step that was released never changes. */
export const migrations: readonly Migration[] = [
  { id: 1, statements: [migration1Tables, publishFunction, countTriggers] },
  {
    id: 2,
    statements: [migration2Tables, postScore, publishFunction, countTriggers, relationTriggers, markTriggers],
  },
  { id: 3, statements: [migration3Tables] },
  { id: 4, statements: [migration4Tables] },
  { id: 5, statements: [migration5Tables] },
  { id: 6, statements: [migration6Tables] },
  { id: 7, statements: [migration7Tables] },
]
