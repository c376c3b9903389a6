import { BlockList, isIP } from 'node:net'

/** Tells whether an address is one that anybody in the internet may reach: global unicast, outside the special-purpose
 *  registries of IANA. IPv4 inside IPv6, mapped (::ffff:0:0/96) or for NAT64 (64:ff9b::/96), counts as IPv4; other tunnels
 *  into IPv4 (6to4, Teredo, ISATAP) are refused. What is no address is not public. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !special.check(address, 'ipv4')
  const plain = URL.canParse(`http://[${address}]`) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : ''
  if (family !== 6 || plain === '' || isatap.test(plain)) return false
  return reachable.check(plain, 'ipv6') && !special.check(plain, 'ipv6')
}

/** https://www.iana.org/assignments/iana-ipv4-special-registry, with multicast (RFC 5771). */
const specialIpv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

/** https://www.iana.org/assignments/iana-ipv6-special-registry, as far as it lies in global unicast (RFC 4291 2.4):
 *  protocol assignments with Teredo and ORCHID, documentation, 6to4. */
const specialIpv6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

/** RFC 5214 6.1: an interface identifier that ends in an IPv4 address, under any prefix. */
const isatap = /:(?:0|200)?:5efe:[\da-f]{1,4}:[\da-f]{1,4}$/

const special = listOf([
  ...specialIpv4,
  ...specialIpv4.map(([net, prefix]) => [`64:ff9b::${net}`, 96 + prefix] as const),
  ...specialIpv6,
])

const reachable = listOf([
  ['2000::', 3],
  ['64:ff9b::', 96],
  ['::ffff:0.0.0.0', 96],
])

function listOf(subnets: readonly (readonly [net: string, prefix: number])[]): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, isIP(net) === 4 ? 'ipv4' : 'ipv6')
  return list
}
