/** Tells whether a text can be the id of a site. Only such texts may reach the database: it cannot even compare some others. */
export function isSiteId(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,39}$/.test(text)
}
