// What @web/test-runner puts on the page for the tests of core and elements; those of Node import `node:test`.
type Work = (this: { timeout(ms: number): void; skip(): void }) => unknown
declare const describe: (name: string, body: () => void) => void
declare const it: (name: string, body: Work) => void
declare const before: (body: Work) => void
declare const after: (body: Work) => void
declare const beforeEach: (body: Work) => void
declare const afterEach: (body: Work) => void
