/** The forms of a noun beside a number, in Arabic. `few` goes with 3 to 10, `many` with 11 to 99, `other` with whole
 *  hundreds; each that is spoken with its number gets it in front. */
export interface ArabicForms {
  readonly zero: string
  readonly one: string
  readonly two: string
  readonly few: string
  readonly many: string
  readonly other: string
}

/** Says how many of something there are. By the rule of CLDR and not by `Intl.PluralRules`, whose constructor would delay
 *  the first posts. */
export function countInArabic(count: number, forms: ArabicForms): string {
  const form = arabicForm(count)
  return form === 'few' || form === 'many' || form === 'other' ? `${count} ${forms[form]}` : forms[form]
}

/** Tells which form of a noun goes with a whole number. */
export function arabicForm(count: number): keyof ArabicForms {
  if (count === 0) return 'zero'
  if (count === 1) return 'one'
  if (count === 2) return 'two'
  const rest = count % 100
  if (rest >= 3 && rest <= 10) return 'few'
  return rest >= 11 ? 'many' : 'other'
}

/** A handle that stays in its own direction, its mark in front, amid words that run the other way. */
export const handleInArabic = (handle: string): string => `\u2066@${handle}\u2069`

/** A name in the direction of its own letters. */
export const nameInArabic = (name: string): string => `\u2068${name}\u2069`
