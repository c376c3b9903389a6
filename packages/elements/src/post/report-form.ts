import type { Post } from '@ai-feed/core'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import { fieldTexts } from './field-texts.js'
import { closeDialog } from './layers.js'
import type { Layer } from './layers.js'
import type { PostBench } from './post-bench.js'
import { AiPostReportedEvent } from './post-events.js'

/** A form that tells the moderators what is wrong with a post. */
export function reportLayer(bench: PostBench, { id, author }: Post): Layer {
  const send = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const [category = '', reason = ''] = ['category', 'reason'].map((name) => fieldTexts(form, name)[0])
    const report = { post: id, category, reason, goodFaith: true }
    closeDialog(event)
    void bench.writes.run(
      id,
      () => bench.client?.report(report),
      () => {
        bench.tell(bench.strings.reported)
        bench.host.dispatchEvent(new AiPostReportedEvent(id))
      },
    )
  }
  return {
    kind: 'report',
    title: () => bench.strings.reportTitle(author.handle),
    postId: id,
    template: () => reportTemplate(bench.strings, send),
  }
}

function reportTemplate(strings: Strings, send: (event: SubmitEvent) => void): TemplateResult {
  return html`<form class="form" @submit=${send}>
    <label>
      <span>${strings.reportCategory}</span>
      <select name="category" required>
        <option value="">${strings.reportChoose}</option>
        ${Object.entries(strings.reportCategories).map(([value, words]) => html`<option value=${value}>${words}</option>`)}
      </select>
    </label>
    <label>
      <span>${strings.reportReason}</span>
      <textarea name="reason" rows="3" maxlength="2000"></textarea>
    </label>
    <label class="check"><input type="checkbox" required /><span>${strings.reportGoodFaith}</span></label>
    <div class="form-end"><button type="submit" class="primary">${strings.reportSend}</button></div>
  </form>`
}
