import type { AccountStrings } from './strings-account.js'

/** German for the words of an account. */
export const accountGerman: AccountStrings = {
  signInOnceMore: 'Neu anmelden',
  endedTitle: 'Deine Anmeldung ist abgelaufen',
  endedText: 'Melde dich neu an, dann geht es weiter wie vorher.',
  signOut: 'Abmelden',
  signOutEverywhere: 'Überall abmelden',
  signOutQuestion: 'Auf allen Seiten und Geräten abmelden?',
  staySignedIn: 'Angemeldet bleiben',
  accountPage: 'Konto, Daten und Anmeldungen',
  feedOrder: (feed) => `Reihenfolge von „${feed}“`,
  bestFirst: 'Beste zuerst',
  newestFirst: 'Neueste zuerst',
  silenced: 'Stumme und blockierte Leute',
  silencedNobody: 'Niemand ist stumm oder blockiert.',
  unblock: (handle) => `@${handle} nicht mehr blockieren`,
  unblocked: (handle) => `@${handle} ist nicht mehr blockiert.`,
  account: (name) => `Konto von ${name}`,
  accountMenu: 'Dein Konto',
  accountCounts: (posts, followers) => `${posts === 1 ? '1 Beitrag' : `${posts} Beiträge`} · ${followers} Follower`,
  unread: (count) => (count === 1 ? '1 ungelesene Mitteilung' : `${count} ungelesene Mitteilungen`),
  notifications: 'Mitteilungen',
  loadingNotifications: 'Mitteilungen werden geladen',
  noNotifications: 'Noch nichts. Likes, Kommentare und Remixe deiner Beiträge erscheinen hier.',
  newNotification: 'Neu:',
  showNew: (count) => `${count} neue zeigen`,
  notified: {
    like: (who) => `Deinen Beitrag mag: ${who}`,
    comment: (who) => `Kommentar zu deinem Beitrag: ${who}`,
    mention: (who) => `Du wurdest erwähnt: ${who}`,
    follow: (who) => `Dir folgt jetzt: ${who}`,
    repost: (who) => `Dein Beitrag wurde geteilt: ${who}`,
    quote: (who) => `Dein Beitrag wurde zitiert: ${who}`,
    remix: (who) => `Remix deines Bildes: ${who}`,
    decision: () => 'Es gibt eine Entscheidung zu etwas von dir',
  },
  reportAnswered: {
    acted: 'Deine Meldung wurde geprüft: Es wurde eingegriffen',
    none: 'Deine Meldung wurde geprüft: Es war nichts zu tun',
  },
  people: ([first = '', second = ''], count) => {
    if (count <= 1) return first
    if (count === 2) return `${first} und ${second}`
    return `${first} und ${count - 1} weitere`
  },
}
