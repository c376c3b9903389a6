/** Gives the origin of a server's address. @throws TypeError when it is no http or https address */
export function originOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new TypeError(`server is no http or https address: ${address}`)
  return url.origin
}
