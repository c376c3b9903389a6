import type { Post, PostChange, PostDraft } from '@ai-feed/core'
import { closeDialog } from './layers.js'
import type { Layer } from './layers.js'
import type { SaveDraft } from './over-posts.js'
import type { PostBench } from './post-bench.js'
import { plainText } from './text-template.js'
import { wordsForm, wordsIn } from './words-form.js'
import type { Words } from './words-form.js'

/** A form in which an author changes the words of a post and those for its pictures.
 *  @param tried what a server refused before, so that nobody writes it twice */
export function editLayer(bench: PostBench, post: Post, tried?: PostChange): Layer {
  const altOf = (id: string): string | undefined => tried?.media?.find((picture) => picture.id === id)?.alt
  const words = { text: tried?.text ?? plainText(post.text), alts: post.media.map(({ id, alt }) => altOf(id) ?? alt) }
  const save = (event: SubmitEvent): void => {
    event.preventDefault()
    const written = wordsIn(event.currentTarget as HTMLFormElement)
    if (!written) return
    closeDialog(event)
    void send(bench, post, changeOf(written, post))
  }
  return {
    kind: 'edit',
    title: () => bench.strings.editTitle,
    postId: post.id,
    template: () => wordsForm(words, bench.strings, save),
  }
}

/** A form for a post that is not sent yet: its pictures and all else about it stay.
 *  @param save takes the changed one; the form stays until it has */
export function draftLayer(bench: PostBench, draft: PostDraft, save: SaveDraft): Layer {
  const { pictures = [] } = draft
  const words = { text: draft.text ?? '', alts: pictures.map(({ alt }) => alt) }
  const change = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const written = wordsIn(form)
    if (!written) return
    const { text, alts } = written
    const changed = pictures.map((picture, index) => ({ ...picture, alt: alts[index] ?? picture.alt }))
    const next = { ...draft, text, ...(draft.pictures && { pictures: changed }) }
    void save(next).then((isSaved) => isSaved && form.closest('dialog')?.close())
  }
  return {
    kind: 'edit',
    title: () => bench.strings.editTitle,
    template: () => wordsForm(words, bench.strings, change),
  }
}

async function send(bench: PostBench, post: Post, change: PostChange): Promise<void> {
  await bench.writes.run(
    post.id,
    () => bench.client?.editPost(post.id, change),
    () => bench.tell(bench.strings.saved),
    (error) => {
      const again = (): void => void bench.over((overlay) => overlay.openEdit(post, change))
      bench.fail(post.id, error, { label: bench.strings.editAgain, onClick: again })
    },
  )
}

function changeOf({ text, alts }: Words, { media }: Post): PostChange {
  return {
    text,
    ...(media.length > 0 && { media: media.map(({ id, alt }, index) => ({ id, alt: alts[index] ?? alt })) }),
  }
}
