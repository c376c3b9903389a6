import type { DecisionWords } from './decision-words.js'

/** Decisions in English. */
export const decisionWordsEn: DecisionWords = {
  suspendedLead:
    'This account is suspended: others do not see it, and it cannot sign in on pages. Below you can read why and appeal. Your data and this page stay yours.',
  title: 'Decisions about you',
  lead: 'What those who moderate this site have decided about your posts or your account.',
  kinds: {
    hide: 'A post was hidden',
    show: 'A post is shown again',
    label: 'A post was labelled',
    unlabel: 'A label was taken off',
    remove: 'A post was removed',
    suspend: 'Your account was suspended',
    restore: 'Your account is open again',
  },
  read: 'Read',
  readAndAppeal: 'Read and appeal',
  readLabel: (what) => `Read about: ${what}`,
  states: { open: 'Your appeal is waiting', uphold: 'Upheld after your appeal', reverse: 'Reversed after your appeal' },
  effects: {
    hide: 'Only you can see the post, everywhere, until it is shown again.',
    show: 'The post can be seen as before.',
    label: 'Everybody sees the label on the post, until it is taken off.',
    unlabel: 'The post stands without this label.',
    remove:
      'Nobody can see the post any more, you neither. It comes back if your appeal is right, and is deleted for good when the time for an appeal is over.',
    erase: 'The post, its pictures and its text are deleted everywhere, for good.',
    suspend: 'Nobody sees your account and your posts, and you cannot act on pages, until the suspension is lifted.',
    restore: 'Your account and your posts can be seen as before.',
  },
  post: 'Post',
  label: 'Label',
  when: 'Decided',
  effect: 'What it does',
  ground: 'What it rests on',
  facts: 'What was found',
  origin: 'How it came about',
  reported: 'Somebody reported it.',
  ownInitiative: 'Those who moderate found it themselves.',
  byPerson: 'A person decided.',
  byMachine: 'A program decided without a person.',
  yourAppeal: 'Your appeal',
  answer: 'Answer',
  answers: { uphold: 'The decision stands.', reverse: 'The decision is reversed.' },
  reversedRemoval: 'What was deleted for good cannot be brought back; you may post it again.',
  appealTitle: 'Appeal',
  appealLead:
    'Say why it is wrong. A person reads it, and the answer appears here. You can appeal once against each decision.',
  appealLabel: 'Your reasons',
  appealButton: 'Send appeal',
  appealOver: 'There can be no appeal against this decision any more.',
  elsewhere:
    'You may also go to a court, and in the European Union to a certified body for out-of-court dispute settlement.',
  faults: {
    appeal_empty: 'Please write why the decision is wrong.',
    appeal_long: 'This is too long. Nothing was sent.',
    appeal_over: 'There can be no appeal against this decision any more.',
  },
}
