import type { Media, Post } from '@ai-feed/core'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import type { ComposeIntent } from '../composer-registry.js'
import type { Strings } from '../strings.js'
import type { PostBench } from './post-bench.js'
import type { PostContext } from './post-context.js'
import { provenanceTemplate } from './provenance-panel.js'
import type { Thread } from './thread.js'

/** What one dialog over the posts holds. */
export interface Layer {
  readonly kind: 'thread' | 'provenance' | 'composer' | 'report' | 'edit' | 'lightbox'
  /** In the words of the moment. */
  readonly title: () => string
  /** The post that buttons in the dialog are about, unless they stand in an article. */
  readonly postId?: string
  /** What the dialog follows; ended with it. */
  readonly thread?: Thread
  readonly template: (context: PostContext) => TemplateResult
  readonly keydown?: (event: KeyboardEvent) => void
}

/** A post with its comments. */
export function threadLayer(bench: PostBench, thread: Thread): Layer {
  return {
    kind: 'thread',
    title: () => bench.strings.commentsTitle,
    thread,
    template: (context) => thread.template(context, bench.options.findPost(thread.postId)),
  }
}

/** Where a picture came from. */
export function provenanceLayer(bench: PostBench, post: Post, media: Media): Layer {
  return {
    kind: 'provenance',
    title: () => bench.strings[media.provenance.ai === 'modified' ? 'provenanceEdited' : 'provenanceTitle'],
    postId: post.id,
    template: (context) => provenanceTemplate(media, post, bench.strings, context),
  }
}

/** A composer for pages that have none, or whose own holds work. */
export function composerLayer(bench: PostBench, intent: ComposeIntent): Layer {
  const { host, client, options } = bench
  return {
    kind: 'composer',
    title: () => composerTitle(intent, bench.strings),
    template: () =>
      html`<ai-composer
        class="bare"
        .place=${'dialog'}
        lang=${options.desk.language}
        .client=${client}
        .strings=${host.strings}
        .remixOf=${intent.remixOf ?? ''}
        .commentOn=${intent.commentOn ?? ''}
        .quoteOf=${intent.quoteOf ?? ''}
        .draft=${intent.draft ?? {}}
        .entryId=${intent.entryId ?? ''}
        @ai-composer-queued=${(event: Event) => {
          closeDialog(event)
          // The new post is stored, so the old one may go. When it went out after all, there is nothing to forget.
          if (intent.entryId) client?.outbox.discard(intent.entryId).catch(ignoreFailure)
        }}
      ></ai-composer>`,
  }
}

function composerTitle({ remixOf, quoteOf, draft }: ComposeIntent, strings: Strings): string {
  if (remixOf) return strings.remix
  if (quoteOf) return strings.quote
  return draft ? strings.editEntry : strings.composerLabel
}

function ignoreFailure(): void {}

/** Closes the dialog that a control stands in. */
export function closeDialog(event: Event): void {
  ;(event.currentTarget as Element).closest('dialog')?.close()
}
