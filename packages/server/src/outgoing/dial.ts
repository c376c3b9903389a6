import { connect, isIP } from 'node:net'
import type { Socket } from 'node:net'

/** Opens a connection to the first of these addresses that answers. */
export type Dial = (addresses: readonly string[], port: number) => Socket

/** Connects to addresses, never to a name: nothing is resolved here. */
export const dial: Dial = (addresses, port) =>
  connect({
    // Only a label: the lookup below answers with the addresses whatever it is.
    host: 'checked.invalid',
    port,
    autoSelectFamily: true,
    lookup: (_host, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: isIP(address) })),
      ),
  })
