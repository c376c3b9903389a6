/** Tells whether a text has a character that anybody can see: not only white space, fillers, joiners and what else Unicode says
 *  is drawn as nothing, and not only blank patterns of braille. */
export function hasVisibleText(text: string): boolean {
  return /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u.test(text)
}
