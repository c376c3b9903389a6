import { BlockList, isIP } from 'node:net'

/** Tells the address that a request came from. */
export type FindClientAddress = (peer: string | undefined, forwardedFor: string | undefined) => string

/** Creates the lookup. `X-Forwarded-For` counts only as far as trusted proxies wrote it: it is read from the right,
 *  and the first address that is none of them is the client.
 *  @param trustedProxies addresses and networks in CIDR notation. */
export function createFindClientAddress(trustedProxies: readonly string[]): FindClientAddress {
  const trusted = new BlockList()
  for (const entry of trustedProxies) {
    const [address = '', prefix] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    trusted.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  const isTrusted = (address: string): boolean => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

  return (peer, forwardedFor) => {
    let client = plain(peer ?? '')
    if (forwardedFor === undefined) return client
    const hops = forwardedFor.split(',').map((hop) => plain(hop.trim()))
    while (isIP(client) !== 0 && isTrusted(client)) {
      const hop = hops.pop()
      if (hop === undefined || isIP(hop) === 0) break
      client = hop
    }
    return client
  }
}

/** An IPv4 client of an IPv6 socket counts as IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}
