import type { ModerateText } from '../ports.js'

/** Has the name of a user to be judged. Ask only once the attempt is counted: each costs a call.
 *  @returns undefined when it may stand, as none at all may. */
export async function findNameFault(
  moderateText: ModerateText,
  name: string,
): Promise<'name_refused' | 'name_unchecked' | undefined> {
  if (name === '') return undefined
  const verdict = await moderateText(name).catch(() => undefined)
  if (!verdict) return 'name_unchecked'
  return verdict.isAllowed ? undefined : 'name_refused'
}
