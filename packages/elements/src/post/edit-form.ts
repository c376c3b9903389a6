import type { Post, PostChange } from '@ai-feed/core'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import { fieldTexts } from './field-texts.js'
import { closeDialog } from './layers.js'
import type { Layer } from './layers.js'
import type { PostBench } from './post-bench.js'
import { plainText } from './text-template.js'

/** A form in which an author changes the words of a post and those for its pictures.
 *  @param tried what a server refused before, so that nobody writes it twice */
export function editLayer(bench: PostBench, post: Post, tried?: PostChange): Layer {
  const save = (event: SubmitEvent): void => {
    event.preventDefault()
    const change = changeOf(event.currentTarget as HTMLFormElement, post)
    closeDialog(event)
    void send(bench, post, change)
  }
  return {
    kind: 'edit',
    title: bench.strings.editTitle,
    postId: post.id,
    template: () => editTemplate(post, tried, bench.strings, save),
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

function editTemplate(
  post: Post,
  tried: PostChange | undefined,
  strings: Strings,
  save: (event: SubmitEvent) => void,
): TemplateResult {
  const altOf = (id: string): string | undefined => tried?.media?.find((picture) => picture.id === id)?.alt
  return html`<form class="form" @submit=${save}>
    <label>
      <span>${strings.captionLabel}</span>
      <textarea
        name="text"
        rows="4"
        dir="auto"
        ?required=${post.media.length === 0}
        .defaultValue=${tried?.text ?? plainText(post.text)}
      ></textarea>
    </label>
    ${post.media.map(
      ({ id, alt }, index) =>
        html`<label>
          <span>${strings.altLabel}${post.media.length > 1 ? ` ${index + 1}` : ''}</span>
          <textarea name="alt" rows="2" dir="auto" .defaultValue=${altOf(id) ?? alt}></textarea>
        </label>`,
    )}
    <div class="form-end"><button type="submit" class="primary">${strings.save}</button></div>
  </form>`
}

function changeOf(form: HTMLFormElement, { media }: Post): PostChange {
  const alts = fieldTexts(form, 'alt')
  return {
    text: fieldTexts(form, 'text')[0] ?? '',
    ...(media.length > 0 && { media: media.map(({ id, alt }, index) => ({ id, alt: alts[index] ?? alt })) }),
  }
}
