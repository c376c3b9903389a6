import { countInArabic, handleInArabic as at, nameInArabic as by } from './arabic-words.js'
import { accountArabic } from './strings-account-ar.js'
import { composerArabic } from './strings-composer-ar.js'
import { errorsArabic } from './strings-errors-ar.js'
import { menuArabic } from './strings-menu-ar.js'
import type { Strings } from './strings.js'

const comments = {
  zero: 'لا تعليقات',
  one: 'تعليق واحد',
  two: 'تعليقان',
  few: 'تعليقات',
  many: 'تعليقًا',
  other: 'تعليق',
}
const likes = {
  zero: 'لا إعجابات',
  one: 'إعجاب واحد',
  two: 'إعجابان',
  few: 'إعجابات',
  many: 'إعجابًا',
  other: 'إعجاب',
}
const times = { zero: 'لم يُعَد نشره', one: 'مرة واحدة', two: 'مرتين', few: 'مرات', many: 'مرة', other: 'مرة' }
const remixes = {
  zero: 'لا ريمكسات',
  one: 'ريمكس واحد',
  two: 'ريمكسان',
  few: 'ريمكسات',
  many: 'ريمكسًا',
  other: 'ريمكس',
}
const seconds = { zero: 'لحظة', one: 'ثانية واحدة', two: 'ثانيتين', few: 'ثوانٍ', many: 'ثانية', other: 'ثانية' }
const minutes = { zero: 'لحظة', one: 'دقيقة واحدة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' }
const span = (count: number): string =>
  count < 100 ? countInArabic(count, seconds) : countInArabic(Math.ceil(count / 60), minutes)
const newPosts = {
  zero: 'لا منشورات جديدة',
  one: 'منشور جديد',
  two: 'منشوران جديدان',
  few: 'منشورات جديدة',
  many: 'منشورًا جديدًا',
  other: 'منشور جديد',
}
const loadedPosts = {
  zero: 'أي منشور',
  one: 'منشور واحد',
  two: 'منشورين',
  few: 'منشورات',
  many: 'منشورًا',
  other: 'منشور',
}

/** Arabic, loaded when the language of the page asks for it. */
export const arabic: Strings = {
  ...menuArabic,
  ...errorsArabic,
  feedLabel: 'المنشورات',
  tabLabels: { 'for-you': 'لك', explore: 'الأحدث', home: 'المتابَعون', likes: 'الإعجابات', bookmarks: 'المحفوظات' },
  loading: 'جارٍ تحميل المنشورات',
  loadingMore: 'جارٍ تحميل المزيد من المنشورات',
  loaded: (count) => `${count === 0 ? 'لم يُحمَّل' : 'تم تحميل'} ${countInArabic(count, loadedPosts)}`,
  loadMore: 'عرض المزيد',
  loadPrevious: 'عرض ما في الأعلى',
  showFeed: 'عرض المنشورات',
  newPosts: (count) => countInArabic(count, newPosts),
  emptyTitle: 'لا شيء هنا بعد',
  emptyText: 'تظهر أول صورة تُنشر هنا فورًا.',
  emptyTexts: {
    home: 'تظهر هنا منشورات من تتابعهم.',
    likes: 'يظهر هنا ما تُعجب به.',
    bookmarks: 'يظهر هنا ما تحفظه.',
    search: 'لا منشور فيه هذه الكلمات.',
  },
  emptyComments: 'لا تعليقات بعد.',
  showAsGrid: 'عرض كشبكة صور',
  showAsList: 'عرض كقائمة',
  end: 'لقد رأيت كل شيء.',
  offlineTitle: 'لا يوجد اتصال',
  unreachableTitle: 'تعذّر الوصول إلى الخادم',
  offlineText: 'تُحمَّل المنشورات تلقائيًا عند عودة الاتصال.',
  stale: 'قد لا تكون هذه المنشورات الأحدث.',
  limitedTitle: 'ضغط كبير الآن',
  limitedText: (count) => `محاولة جديدة بعد ${span(count)}.`,
  retryIn: (count) => `حاول مجددًا بعد ${span(count)}.`,
  signedOutTitle: 'سجّل الدخول لترى هذه المنشورات',
  signedOutText: 'هنا ما ينشره من تتابعهم وما تحفظه.',
  failedTitle: 'تعذّر التحميل',
  retry: 'إعادة المحاولة',
  close: 'إغلاق',
  serverMissing: 'لم يُحدَّد خادم هنا. يُكتب عنوانه في السمة «server».',
  codeMissing: 'تعذّر تحميل جزء من هذه الصفحة.',

  now: 'الآن',
  minutes: (count) => `${count} د`,
  hours: (count) => `${count} س`,
  days: (count) => `${count} ي`,
  edited: 'معدَّل',
  followersOnly: 'للمتابعين فقط',
  openPost: (name) => `فتح منشور ${by(name)}`,
  comments: (count) => `تعليق، ${countInArabic(count, comments)}`,
  likes: (count) => `إعجاب، ${countInArabic(count, likes)}`,
  reposts: (count, on) =>
    `${on ? 'أعدت نشره' : 'إعادة نشر أو اقتباس'}، ${count === 0 ? '' : 'أُعيد نشره '}${countInArabic(count, times)}`,
  repostedBy: (name) => `إعادة نشر من ${by(name)}`,
  bookmark: 'حفظ',
  remix: 'ريمكس',
  remixes: (count) => `ريمكس، ${countInArabic(count, remixes)}`,
  menu: (name) => `المزيد عن منشور ${by(name)}`,
  commentsTitle: 'المنشور والتعليقات',
  remixOf: (handle) => `ريمكس من ${at(handle)}`,
  commentOn: (handle) => `تعليق على ${at(handle)}`,
  sourceDeleted: 'حُذف المنشور الأصلي.',
  sourceHidden: 'المنشور الأصلي غير ظاهر لك.',
  postMissing: 'هذا المنشور غير موجود أو لم يعد موجودًا.',
  prompt: 'الوصف',
  picture: 'صورة',
  pictureBroken: 'تعذّر تحميل الصورة.',
  ai: 'ذكاء اصطناعي',
  aiEdited: 'معدَّلة بالذكاء الاصطناعي',
  aiChip: 'صُنعت بالذكاء الاصطناعي. كيف نشأت هذه الصورة',
  covered: (labels) => `عرض: ${labels.replaceAll(',', '،')}`,
  labelNames: {
    sensitive: 'حسّاس',
    nsfw: 'حسّاس',
    nudity: 'عُري',
    sexual: 'جنسي',
    porn: 'إباحي',
    violence: 'عنف',
    graphic: 'صادم',
    'graphic-media': 'صادم',
    gore: 'دموي',
    spoiler: 'حرق للأحداث',
  },

  pendingWaitingNetwork: 'في انتظار الاتصال. يُنشر عندما تكون هذه الصفحة مفتوحة ومتصلة.',
  pendingUnkept: 'لا يحفظ هذا المتصفح شيئًا هنا. سيُرسَل إن بقيت الصفحة مفتوحة.',
  pendingWaitingSignIn: 'في انتظار تسجيل دخولك.',
  pendingWaiting: 'في انتظار الخادم. يُنشر تلقائيًا.',
  pendingBecause: (reason) => `${reason} يُنشر تلقائيًا.`,
  pendingSending: 'جارٍ النشر…',
  pendingSent: 'تم النشر',
  pendingRejected: (reason) => `لم يُنشر. ${reason}`,
  discard: 'تجاهل',
  editEntry: 'تعديل',
  you: 'أنت',

  signIn: 'تسجيل الدخول',
  signingIn: 'في انتظار نافذة تسجيل الدخول…',
  signInStuck: 'لا تظهر أي نافذة؟',
  signInAgain: 'إعادة المحاولة',
  signInHere: 'المتابعة في هذه النافذة',
  signInIdle: 'لا رد من نافذة تسجيل الدخول بعد.',

  provenanceTitle: 'صُنعت بالذكاء الاصطناعي',
  provenanceEdited: 'عُدّلت بالذكاء الاصطناعي',
  provenanceNote: 'يبقى هذا الوسم مع الصورة أينما ذهبت.',
  model: 'النموذج',
  generator: 'المولّد',
  made: 'تاريخ الإنشاء',
  source: 'ريمكس من',
  credentials: 'بيانات الاعتماد',
  credentialsTrusted: 'موقّعة ومتحقَّق منها',
  credentialsValid: 'موقّعة من جهة غير معروفة',
  credentialsInvalid: 'التوقيع غير مطابق',
  credentialsNone: 'غير موقّعة',
  training: 'التدريب',
  trainingAllowed: 'يسمح به صاحب المنشور',
  trainingDenied: 'لا يسمح به صاحب المنشور',

  ...accountArabic,
  ...composerArabic,
}
