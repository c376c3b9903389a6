#!/usr/bin/env node
// npm links commands when it installs, before the package is built in a checkout: this file is always there.
import { existsSync } from 'node:fs'

if (existsSync(new URL('../dist/main.js', import.meta.url))) await import('../dist/main.js')
else {
  process.stderr.write('ai-feed-server: this checkout is not built yet, run: npm run build\n')
  process.exitCode = 1
}
