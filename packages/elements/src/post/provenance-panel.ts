import type { Media, Post, PostRef } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import { coverReason } from './post-context.js'
import type { PostContext } from './post-context.js'
import { fullTime } from './intl-formats.js'
import { plainText } from './text-template.js'

/** Draws where a picture came from. It has no part: a page cannot take it away. */
export function provenanceTemplate(media: Media, post: Post, strings: Strings, context: PostContext): TemplateResult {
  const { provenance } = media
  const { language } = context
  const line = (term: string, value: string | TemplateResult | undefined): TemplateResult | typeof nothing =>
    value
      ? html`<dt>${term}</dt>
          <dd>${value}</dd>`
      : nothing
  const training = post.aiPreferences.training === 'allow' ? strings.trainingAllowed : strings.trainingDenied
  return html`<div class="provenance">
    <dl>
      ${line(strings.model, provenance.model && html`<bdi>${provenance.model}</bdi>`)}
      ${provenance.generator === provenance.model ? nothing : line(strings.generator, provenance.generator && html`<bdi>${provenance.generator}</bdi>`)}
      ${line(strings.prompt, provenance.prompt && html`<bdi>${provenance.prompt}</bdi>`)}
      ${line(strings.made, provenance.generatedAt && fullTime(provenance.generatedAt, language))}
      ${line(strings.source, sourceTemplate(post.remixOf, strings, context))}
      ${line(strings.credentials, credentials(provenance.credentials, strings))} ${line(strings.training, training)}
    </dl>
    <p class="quiet">${strings.provenanceNote}</p>
  </div>`
}

function sourceTemplate(
  source: PostRef | undefined,
  strings: Strings,
  context: PostContext,
): TemplateResult | string | undefined {
  if (!source) return undefined
  if (!source.author) return source.state === 'hidden' ? strings.sourceHidden : strings.sourceDeleted
  // What is covered is not described either.
  const words = (plainText(source.text ?? []) || (coverReason(source, context) ? '' : source.media?.alt))?.slice(0, 60)
  return html`<button type="button" class="link" data-action="open" data-target=${source.id}>
    <bdi>@${source.author.handle}</bdi>${words ? html` · <bdi>${words}</bdi>` : nothing}
  </button>`
}

function credentials(state: Media['provenance']['credentials'], strings: Strings): string | undefined {
  switch (state) {
    case 'trusted':
      return strings.credentialsTrusted
    case 'valid':
      return strings.credentialsValid
    case 'invalid':
      return strings.credentialsInvalid
    case 'none':
      return strings.credentialsNone
    default:
      return undefined
  }
}
