/** The words behind the floor, English and German, as `foldPrompt` writes them; `*` at the end stands for any ending.
 *  Few and plain on purpose: this is the least that every server refuses, not a judge of taste. One term alone refuses only
 *  where nothing harmless goes by that name; else two kinds have to meet in one prompt. */
export const floorTerms = {
  /** People under age. */
  minors: [
    'child', 'children', 'childs', 'toddler*', 'infant*', 'preteen*', 'teen', 'teens', 'teenage*', 'underage*', 'minors',
    'schoolgirl*', 'schoolboy*', 'girl', 'girls', 'boy', 'boys', 'loli*', 'shota*',
    'kind', 'kinder', 'kindes', 'kindern', 'kleinkind*', 'schulkind*', 'minderjahrig*', 'jugendliche*', 'madchen*',
    'schuler', 'schulerin*', 'schuljunge*',
  ],
  /** Words for the very young that also name animals. */
  young: ['baby', 'babies', 'babys', 'kid', 'kids'],
  bare: ['nude*', 'nudity', 'naked*', 'topless*', 'undress*', 'unclothed', 'nackt*', 'entkleidet*', 'unbekleidet*'],
  explicit: [
    'sex', 'sexy', 'sexual*', 'sexuell*', 'porn*', 'erotic*', 'erotik*', 'erotisch*', 'hentai', 'nsfw', 'xxx', 'orgasm*',
    'intercourse', 'geschlechtsverkehr', 'masturbat*', 'masturbier*', 'genital*',
  ],
  /** Whatever else the prompt says. */
  childAbuse: ['childporn*', 'kinderporn*', 'pedophil*', 'paedophil*', 'padophil*', 'lolicon*', 'shotacon*', 'kindesmissbrauch*'],
  sexualViolence: ['raped', 'raping', 'rapist*', 'molest*', 'vergewaltig*', 'bestiality', 'zoophil*', 'sodomie', 'necrophil*', 'nekrophil*'],
  /** A crop, too. */
  rape: ['rape', 'rapes'],
  crop: ['oil', 'oilseed', 'seed*', 'field*', 'flower*', 'blossom*', 'bloom*', 'canola', 'yellow', 'honey'],
  /** Pictures that make somebody look undressed. */
  undressing: ['nudify*', 'deepnude*', 'undressapp*'],
  fake: ['deepfake*'],
} as const satisfies Record<string, readonly string[]>

/** The name of a list of terms. */
export type TermKind = keyof typeof floorTerms
