import { countInArabic, handleInArabic as at, nameInArabic as by } from './arabic-words.js'
import type { AccountStrings } from './strings-account.js'

const posts = {
  zero: 'لا منشورات',
  one: 'منشور واحد',
  two: 'منشوران',
  few: 'منشورات',
  many: 'منشورًا',
  other: 'منشور',
}
const followers = {
  zero: 'لا متابعين',
  one: 'متابع واحد',
  two: 'متابعان',
  few: 'متابعين',
  many: 'متابعًا',
  other: 'متابع',
}
const unread = {
  zero: 'لا إشعارات غير مقروءة',
  one: 'إشعار واحد غير مقروء',
  two: 'إشعاران غير مقروءين',
  few: 'إشعارات غير مقروءة',
  many: 'إشعارًا غير مقروء',
  other: 'إشعار غير مقروء',
}
const others = {
  zero: '',
  one: 'شخص آخر',
  two: 'شخصان آخران',
  few: 'آخرون',
  many: 'شخصًا آخر',
  other: 'شخص آخر',
}

/** Arabic for the words of an account. */
export const accountArabic: AccountStrings = {
  signInOnceMore: 'سجّل الدخول من جديد',
  endedTitle: 'انتهى تسجيل دخولك',
  endedText: 'سجّل الدخول من جديد لتتابع من حيث كنت.',
  signOut: 'تسجيل الخروج',
  signOutEverywhere: 'تسجيل الخروج من كل مكان',
  signOutQuestion: 'تسجيل الخروج من كل الصفحات وكل الأجهزة؟',
  staySignedIn: 'البقاء مسجّلًا',
  accountPage: 'الحساب والبيانات وعمليات الدخول',
  feedOrder: (feed) => `ترتيب «${feed}»`,
  bestFirst: 'الأفضل أولاً',
  newestFirst: 'الأحدث أولاً',
  silenced: 'المكتومون والمحظورون',
  silencedNobody: 'لا أحد مكتوم أو محظور.',
  unblock: (handle) => `إلغاء حظر ${at(handle)}`,
  unblocked: (handle) => `لم يعد ${at(handle)} محظورًا.`,
  account: (name) => `حساب ${by(name)}`,
  accountMenu: 'حسابك',
  accountCounts: (postCount, followerCount) =>
    `${countInArabic(postCount, posts)} · ${countInArabic(followerCount, followers)}`,
  unread: (count) => countInArabic(count, unread),
  notifications: 'الإشعارات',
  loadingNotifications: 'جارٍ تحميل الإشعارات',
  noNotifications: 'لا شيء بعد. تظهر هنا الإعجابات والتعليقات والريمكسات على منشوراتك.',
  newNotification: 'جديد:',
  showNew: (count) => `عرض الجديد (${count})`,
  notified: {
    like: (who) => `إعجاب بمنشورك من ${who}`,
    comment: (who) => `تعليق على منشورك من ${who}`,
    mention: (who) => `أشار إليك ${who}`,
    follow: (who) => `متابعة جديدة من ${who}`,
    repost: (who) => `إعادة نشر لمنشورك من ${who}`,
    quote: (who) => `اقتباس لمنشورك من ${who}`,
    remix: (who) => `ريمكس لصورتك من ${who}`,
    decision: () => 'صدر قرار بشأن شيء يخصك',
  },
  reportAnswered: {
    acted: 'تمت مراجعة بلاغك واتُّخذ إجراء بشأنه',
    none: 'تمت مراجعة بلاغك ولم يلزم أي إجراء',
  },
  people: ([first = '', second = ''], count) => {
    if (count <= 1) return by(first)
    if (count === 2) return `${by(first)} و${by(second)}`
    return `${by(first)} و${countInArabic(count - 1, others)}`
  },
}
