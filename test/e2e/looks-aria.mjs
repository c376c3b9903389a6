const words = {
  en: {
    tabs: ['Latest', 'For you', 'Following'],
    layouts: ['Show as a grid of pictures', 'Show as a list'],
    feed: 'Posts',
    ai: 'AI',
    post: ['/Open the post by .+/', '/More about the post by .+/'],
    actions: ['/Comment, \\d+ comments?/', '/Repost or quote, \\d+ reposts?/', '/Like, \\d+ likes?/', 'Bookmark'],
    dialog: ['Post and comments', 'Close', 'New post', 'Text of the post', 'Upload', 'Comment'],
    composer: ['New post', 'Remove picture', 'Picture in words', 'Allow AI training', 'Upload', 'Post'],
    account: ['Your account', 'Notifications', 'Account, data and sign-ins', 'Sign out', 'Sign out everywhere…'],
  },
  de: {
    tabs: ['Neueste', 'Für dich', 'Folge ich'],
    layouts: ['Als Bilderraster zeigen', 'Als Liste zeigen'],
    feed: 'Beiträge',
    ai: 'KI',
    post: ['/Beitrag von .+ öffnen/', '/Mehr zum Beitrag von .+/'],
    actions: [
      '/Kommentieren, \\d+ Kommentare?/',
      '/Reposten oder zitieren, \\d+ Reposts?/',
      '/Liken, \\d+ Likes?/',
      'Merken',
    ],
    dialog: ['Beitrag und Kommentare', 'Schließen', 'Neuer Beitrag', 'Text des Beitrags', 'Hochladen', 'Kommentieren'],
    composer: ['Neuer Beitrag', 'Bild entfernen', 'Bild in Worten', 'KI-Training erlauben', 'Hochladen', 'Posten'],
    account: ['Dein Konto', 'Mitteilungen', 'Konto, Daten und Anmeldungen', 'Abmelden', 'Überall abmelden…'],
  },
  ar: {
    tabs: ['الأحدث', 'لك', 'المتابَعون'],
    layouts: ['عرض كشبكة صور', 'عرض كقائمة'],
    feed: 'المنشورات',
    ai: 'ذكاء اصطناعي',
    post: ['/فتح منشور .+/', '/المزيد عن منشور .+/'],
    actions: ['/تعليق، .+/', '/إعادة نشر أو اقتباس، .+/', '/إعجاب، .+/', 'حفظ'],
    dialog: ['المنشور والتعليقات', 'إغلاق', 'منشور جديد', 'نص المنشور', 'رفع صورة', 'تعليق'],
    composer: ['منشور جديد', 'إزالة الصورة', 'الصورة بالكلمات', 'السماح بتدريب الذكاء الاصطناعي', 'رفع صورة', 'نشر'],
    account: ['حسابك', 'الإشعارات', 'الحساب والبيانات وعمليات الدخول', 'تسجيل الخروج', 'تسجيل الخروج من كل مكان…'],
  },
}

/** A name in a snapshot: a regular expression as it is, everything else in quotes. */
const named = (name) => (/^\/.*\/$/.test(name) ? name : JSON.stringify(name))

const head = ({ tabs, feed }, layout) => `
- tablist:
  - tab ${named(tabs[0])} [selected]
  - tab ${named(tabs[1])}
  - tab ${named(tabs[2])}
- button ${named(layout)}
- tabpanel ${named(tabs[0])}:
  - feed ${named(feed)}:
    - article /.+/:`

const each = (draw) => Object.fromEntries(Object.entries(words).map(([language, said]) => [language, draw(said)]))

/** What assistive technology is given in each state, by language. */
export const ariaOf = {
  list: each(
    (said) => `${head(said, said.layouts[0])}
      - button ${said.post[0]}:
        - time
      - button ${said.post[1]}
      - paragraph
      - figure:
        - button /.+/:
          - img /.+/
        - button /^${said.ai} ·/
      - paragraph
${said.actions.map((name) => `      - button ${named(name)}`).join('\n')}
`,
  ),
  grid: each(
    (said) => `${head(said, said.layouts[1])}
      - figure:
        - button /.+/:
          - img /.+/
        - button ${named(said.ai)}
      - paragraph: /@\\w+/
`,
  ),
  dialog: each(
    ({ dialog, post }) => `
- dialog ${named(dialog[0])}:
  - text: ${dialog[0]}
  - button ${named(dialog[1])}
  - article /.+/:
    - button ${post[1]}
    - figure
  - form ${named(dialog[2])}:
    - textbox ${named(dialog[3])}
    - button ${named(dialog[4])}
    - button ${named(dialog[5])} [disabled]
  - feed ${named(dialog[0])}:
    - article /.+/
`,
  ),
  composer: each(
    ({ composer }) => `
- form ${named(composer[0])}:
  - img
  - button ${named(composer[1])}
  - textbox ${named(composer[2])}
  - textbox
  - switch ${named(composer[3])}
  - group
  - button ${named(composer[4])}
  - button ${named(composer[5])}
`,
  ),
  account: each(
    ({ account }) => `
- button /anna_/ [expanded]
- group ${named(account[0])}:
  - paragraph
  - link ${named(account[2])}
  - button ${named(account[3])}
  - button ${named(account[4])}
`,
  ),
}
