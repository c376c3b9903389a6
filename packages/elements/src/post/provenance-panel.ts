import type { Media, Post } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import { fullTime } from './intl-formats.js'

/** Draws where a picture came from. It has no part: a page cannot take it away. */
export function provenanceTemplate(media: Media, post: Post, strings: Strings, language: string): TemplateResult {
  const { provenance } = media
  const line = (term: string, value: string | TemplateResult | undefined): TemplateResult | typeof nothing =>
    value
      ? html`<dt>${term}</dt>
          <dd>${value}</dd>`
      : nothing
  const training = post.aiPreferences.training === 'allow' ? strings.trainingAllowed : strings.trainingDenied
  const source = post.remixOf?.author?.handle
  return html`<div class="provenance">
    <dl>
      ${line(strings.model, provenance.model && html`<bdi>${provenance.model}</bdi>`)}
      ${provenance.generator === provenance.model ? nothing : line(strings.generator, provenance.generator && html`<bdi>${provenance.generator}</bdi>`)}
      ${line(strings.prompt, provenance.prompt && html`<bdi>${provenance.prompt}</bdi>`)}
      ${line(strings.made, provenance.generatedAt && fullTime(provenance.generatedAt, language))}
      ${line(strings.source, source && html`<bdi>@${source}</bdi>`)}
      ${line(strings.credentials, credentials(provenance.credentials, strings))} ${line(strings.training, training)}
    </dl>
    <p class="quiet">${strings.provenanceNote}</p>
  </div>`
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
