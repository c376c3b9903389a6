import type { Media, Post } from '@ai-feed/protocol'
import { gradient } from './pictures.ts'
import { writePost } from './posts.ts'
import { signUp } from './sign-in.ts'
import type { TestUser } from './sign-in.ts'
import { startTestServer, testOrigins } from './test-server.ts'
import type { TestServer, TestServerOptions } from './test-server.ts'

/** A server with some life in it: two people, posts with and without pictures, a comment and a like. */
export interface FullServer extends TestServer {
  readonly anna: TestUser
  readonly ben: TestUser
  readonly posts: { readonly plain: Post; readonly pictured: Post; readonly comment: Post }
  upload(user: TestUser): Promise<Media>
}

/** Starts one. Close it in `after`. */
export async function startFullServer(options: TestServerOptions = {}): Promise<FullServer> {
  const server = await startTestServer(options)
  const anna = await signUp(server, { handle: 'anna_full', origin: testOrigins[0] })
  const ben = await signUp(server, { handle: 'ben_full', origin: testOrigins[0] })
  const upload = async (user: TestUser): Promise<Media> => {
    const body = new Uint8Array(await gradient(400, 300).png().toBuffer())
    const response = await user.fetch('/v1/media', { method: 'POST', headers: { 'Content-Type': 'image/png' }, body })
    return (await response.json()) as Media
  }
  // Text with all that the text form of COPY must escape.
  const plain = await writePost(anna, { text: 'tab\there, backslash \\ and \\. and ünïcödé 🦊 #fox\nnext line' })
  const pictured = await writePost(anna, { text: 'Look', media: [{ id: (await upload(anna)).id, alt: 'A picture' }] })
  const comment = await writePost(ben, { text: 'So it is', commentOn: plain.id })
  await ben.fetch(`/v1/posts/${plain.id}/likes/me`, { method: 'PUT' })
  return { ...server, anna, ben, posts: { plain, pictured, comment }, upload }
}
