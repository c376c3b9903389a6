import type { OwnDecision } from '../../account-ports.js'

/** What went wrong with an appeal. */
export type AppealFault = 'appeal_empty' | 'appeal_long' | 'appeal_over'

/** Every word about decisions on the account pages. */
export interface DecisionWords {
  readonly suspendedLead: string
  readonly title: string
  readonly lead: string
  readonly kinds: Readonly<Record<OwnDecision['kind'], string>>
  readonly read: string
  readonly readAndAppeal: string
  readonly readLabel: (what: string) => string
  readonly states: Readonly<Record<'open' | 'uphold' | 'reverse', string>>
  /** What it does, to whom and for how long. */
  readonly effects: Readonly<Record<OwnDecision['kind'] | 'erase', string>>
  readonly post: string
  readonly label: string
  readonly when: string
  readonly effect: string
  readonly ground: string
  readonly facts: string
  readonly origin: string
  readonly reported: string
  readonly ownInitiative: string
  readonly byPerson: string
  readonly byMachine: string
  readonly yourAppeal: string
  readonly answer: string
  readonly answers: Readonly<Record<'uphold' | 'reverse', string>>
  readonly reversedRemoval: string
  readonly appealTitle: string
  readonly appealLead: string
  readonly appealLabel: string
  readonly appealButton: string
  readonly appealOver: string
  readonly elsewhere: string
  readonly faults: Readonly<Record<AppealFault, string>>
}
