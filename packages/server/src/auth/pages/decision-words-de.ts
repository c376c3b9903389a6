import type { DecisionWords } from './decision-words.js'

/** Decisions in German. */
export const decisionWordsDe: DecisionWords = {
  suspendedLead:
    'Dieses Konto ist gesperrt: Andere sehen es nicht, und auf Seiten kann es sich nicht anmelden. Unten steht, warum, und du kannst widersprechen. Deine Daten und diese Seite bleiben deine.',
  title: 'Entscheidungen über dich',
  lead: 'Was die Moderation dieser Website über deine Posts oder dein Konto entschieden hat.',
  kinds: {
    hide: 'Ein Post wurde verborgen',
    show: 'Ein Post ist wieder zu sehen',
    label: 'Ein Post wurde gekennzeichnet',
    unlabel: 'Eine Kennzeichnung wurde entfernt',
    remove: 'Ein Post wurde entfernt',
    suspend: 'Dein Konto wurde gesperrt',
    restore: 'Dein Konto ist wieder offen',
  },
  read: 'Lesen',
  readAndAppeal: 'Lesen und widersprechen',
  readLabel: (what) => `Mehr dazu: ${what}`,
  states: {
    open: 'Dein Widerspruch wartet',
    uphold: 'Nach deinem Widerspruch bestätigt',
    reverse: 'Nach deinem Widerspruch aufgehoben',
  },
  effects: {
    hide: 'Nur du siehst den Post, überall, bis er wieder gezeigt wird.',
    show: 'Der Post ist zu sehen wie zuvor.',
    label: 'Alle sehen die Kennzeichnung am Post, bis sie entfernt wird.',
    unlabel: 'Der Post steht ohne diese Kennzeichnung da.',
    remove:
      'Niemand kann den Post noch sehen, auch du nicht. Hat dein Widerspruch Erfolg, ist er wieder da; ist die Zeit für einen Widerspruch vorbei, wird er für immer gelöscht.',
    erase: 'Der Post, seine Bilder und sein Text sind überall und für immer gelöscht.',
    suspend:
      'Niemand sieht dein Konto und deine Posts, und auf Seiten kannst du nichts tun, bis die Sperre aufgehoben ist.',
    restore: 'Dein Konto und deine Posts sind zu sehen wie zuvor.',
  },
  post: 'Post',
  label: 'Kennzeichnung',
  when: 'Entschieden',
  effect: 'Was es bewirkt',
  ground: 'Worauf es beruht',
  facts: 'Was gefunden wurde',
  origin: 'Wie es dazu kam',
  reported: 'Jemand hat es gemeldet.',
  ownInitiative: 'Die Moderation hat es selbst gefunden.',
  byPerson: 'Ein Mensch hat entschieden.',
  byMachine: 'Ein Programm hat ohne einen Menschen entschieden.',
  yourAppeal: 'Dein Widerspruch',
  answer: 'Antwort',
  answers: { uphold: 'Die Entscheidung bleibt.', reverse: 'Die Entscheidung ist aufgehoben.' },
  reversedRemoval: 'Was für immer gelöscht ist, lässt sich nicht zurückholen; du darfst es neu posten.',
  appealTitle: 'Widerspruch',
  appealLead:
    'Sag, warum sie falsch ist. Ein Mensch liest es, und die Antwort steht dann hier. Gegen jede Entscheidung kannst du einmal widersprechen.',
  appealLabel: 'Deine Gründe',
  appealButton: 'Widerspruch senden',
  appealOver: 'Gegen diese Entscheidung ist kein Widerspruch mehr möglich.',
  elsewhere:
    'Du kannst auch vor ein Gericht gehen, und in der Europäischen Union zu einer zertifizierten Stelle für außergerichtliche Streitbeilegung.',
  faults: {
    appeal_empty: 'Bitte schreib, warum die Entscheidung falsch ist.',
    appeal_long: 'Das ist zu lang. Nichts wurde gesendet.',
    appeal_over: 'Gegen diese Entscheidung ist kein Widerspruch mehr möglich.',
  },
}
