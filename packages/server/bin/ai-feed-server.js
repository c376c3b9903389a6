#!/usr/bin/env node
// npm links commands when it installs, before the package is built in a checkout: this file is always there. It is written in
// the JavaScript of old versions of Node, so that they can read the sentence that they are too old.
import { existsSync } from 'node:fs'

const oldest = [22, 12]
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  refuse(`Node ${process.versions.node} is too old, ${oldest.join('.')} or later is needed`)
} else if (existsSync(new URL('../dist/main.js', import.meta.url))) await import('../dist/main.js')
else refuse('this checkout is not built yet, run: npm run build')

function refuse(sentence) {
  process.stderr.write(`ai-feed-server: ${sentence}\n`)
  process.exitCode = 1
}
