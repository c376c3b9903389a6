import type { Post } from '@ai-feed/core'
import type { ReactiveController, TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { ClientHost } from '../reactive/client-controller.js'
import type { SignInWaiting } from '../reactive/sign-in-waiting.js'
import { AuthorRelation } from './author-relation.js'
import { composeFrom } from './compose-from.js'
import { copyLink } from './copy-link.js'
import { deletePost } from './delete-post.js'
import { FocusRescue } from './focus-rescue.js'
import { shortCount, shortDate } from './intl-formats.js'
import { LongTexts } from './long-texts.js'
import { markPost } from './mark-post.js'
import type { MenuFacts } from './menu-template.js'
import { OwnEntries } from './own-entries.js'
import { PostBench } from './post-bench.js'
import type { PostContext, PostParts } from './post-context.js'
import type { PostDesk } from './post-desk.js'
import { AiPostCommentEvent, AiPostOpenEvent } from './post-events.js'
import { PostMenu } from './post-menu.js'
import { articleId } from './post-template.js'
import { relativeTime } from './relative-time.js'
import { thumbhash } from './thumbhash.js'
import { titleTime } from './title-time.js'

const looks = ['pointerover', 'focusin']

/** Posts that open by a click anywhere on them. */
const openable = '.row, .tile'

/** Does what the buttons of posts say. The element puts `click` and `keydown` on one node around all of them. */
export class PostActions implements ReactiveController {
  readonly #bench: PostBench
  readonly #uncovered = new Set<string>()
  readonly #menu: PostMenu
  readonly #authors: AuthorRelation
  readonly #own: OwnEntries
  readonly #longTexts: LongTexts

  constructor(host: ClientHost, options: PostDesk) {
    this.#bench = new PostBench(host, options)
    this.#menu = new PostMenu(host)
    this.#longTexts = new LongTexts(host)
    this.#own = new OwnEntries(this.#bench)
    this.#authors = new AuthorRelation(this.#bench)
    // Keeps itself: Lit holds the controllers of a host.
    void new FocusRescue(host)
    host.addController(this)
  }

  /** Signs in for what needs it. */
  get signIn(): SignInWaiting {
    return this.#bench.signIn
  }

  /** The finer parts of posts, as they are now. */
  get parts(): PostParts {
    const { strings } = this.#bench
    const menu: PostParts['menu'] = (id, post, context) =>
      this.#menu.template(id, post, context, strings, () => this.#factsOf(post))
    const isUncovered = (postId: string): boolean => this.#uncovered.has(postId)
    return {
      facts: ({ key, item, index }, context) => [
        item,
        index,
        context.strings,
        context.language,
        context.isReadOnly,
        relativeTime(item.post.createdAt, context),
        [item.post, item.post.quote, item.post.remixOf].map((post) => post && isUncovered(post.id)).join(),
        this.#longTexts.isWhole(articleId('row', key)),
        menu(articleId('row', key), item.post, context),
      ],
      thumbhash,
      shortDate,
      shortCount,
      menu,
      rest: (id, post) => this.#longTexts.template(id, post, strings),
      pending: (entries, user) => this.#own.template(entries, user),
      isUncovered,
    }
  }

  /** What lies over the posts: dialogs, and what is said about what was done. */
  overlay(context: PostContext): TemplateResult {
    const { signIn, toast, overlay, strings } = this.#bench
    const asking = html`${signIn.isOwn ? html`<div class="asking card">${signIn.template()}</div>` : nothing}${toast.template(strings.close)}`
    return html`${overlay?.template(context, asking)}${overlay?.isOpen ? nothing : asking}`
  }

  /** Tells whether something that was done to a post is not confirmed yet. */
  isWriting(postId: string): boolean {
    return this.#bench.writes.isWriting(postId)
  }

  hostConnected(): void {
    const { renderRoot } = this.#bench.host
    for (const type of looks) renderRoot.addEventListener(type, this.#onLook)
    renderRoot.addEventListener('focusout', this.#menu.leave)
  }

  hostDisconnected(): void {
    const { renderRoot } = this.#bench.host
    for (const type of looks) renderRoot.removeEventListener(type, this.#onLook)
    renderRoot.removeEventListener('focusout', this.#menu.leave)
    this.#menu.close()
    this.#bench.overlay?.closeAll()
  }

  /** Does what a click on something in a post means. */
  click(target: Element): void {
    const button = target.closest<HTMLElement>('[data-action]')
    const action = button?.dataset['action']
    if (!target.closest('.menu') && action !== 'menu' && action !== 'repost-menu') this.#menu.close()
    const article = target.closest<HTMLElement>('[data-post],[data-entry]')
    if (!article) return
    const entryId = article.dataset['entry']
    if (entryId) return void this.#own.act(entryId, action)
    const postId = article.dataset['post'] ?? ''
    if (button) return this.#handle(action ?? '', postId, button)
    const isPlain = !target.closest('a,button,input,textarea,.menu') && getSelection()?.isCollapsed !== false
    if (isPlain && article.matches(openable)) this.open(postId)
  }

  /** Does what a key means: those of the menu, and Enter opens the post that has the focus. @returns whether it did */
  keydown(event: KeyboardEvent, target: HTMLElement): boolean {
    if (this.#menu.keydown(event, target) || this.#own.keydown(event)) return true
    const postId = target.dataset['post']
    if (event.key !== 'Enter' || !postId || !target.matches(openable)) return false
    // Else the same key presses the button that gets the focus in the dialog.
    event.preventDefault()
    this.open(postId)
    return true
  }

  /** Opens a post with its comments, unless the page does so itself. */
  open(postId: string): void {
    if (!this.#bench.host.dispatchEvent(new AiPostOpenEvent(postId))) return
    void this.#bench.over((overlay) => overlay.openThread(postId))
  }

  readonly #onLook = (event: Event): void => titleTime(event, this.#bench.options.desk.language)

  #factsOf({ id, author }: Post): MenuFacts {
    const because = this.#bench.options.becauseOf?.(id)
    return {
      terms: because?.kind === 'score' ? because.terms : undefined,
      relation: this.#authors.of(author.handle),
    }
  }

  #handle(action: string, postId: string, button: HTMLElement): void {
    const bench = this.#bench
    const isOn = button.getAttribute('aria-pressed') === 'true'
    const articleId = button.closest('article')?.id ?? ''
    switch (action) {
      case 'open':
        return this.open(button.dataset['target'] ?? postId)
      case 'provenance':
        return void bench.over((overlay) => overlay.openProvenance(postId, Number(button.dataset['picture'])))
      case 'picture':
        return void bench.over((overlay) => void overlay.openPicture(postId, Number(button.dataset['picture'])))
      case 'like':
      case 'bookmark':
        return void markPost(bench, action, postId, !isOn)
      case 'comment':
        return this.#comment(postId)
      case 'remix':
        return void composeFrom(bench, 'remix', postId)
      case 'menu':
        void this.#authors.learn(postId)
        return this.#menu.toggle(articleId, 'more')
      case 'repost-menu':
        return this.#menu.toggle(articleId, 'repost')
      case 'why':
        return this.#menu.show(articleId, 'why')
      case 'ask-delete':
        return this.#menu.show(articleId, 'delete')
      case 'ask-block':
        return this.#menu.show(articleId, 'block')
      case 'show-text':
        return void this.#longTexts.toggle(articleId)
      case 'uncover':
        return void this.#uncover(postId, button)
      default:
        return this.#choose(action, postId)
    }
  }

  /** What the items of the menus do; each of them closes its menu. */
  #choose(action: string, postId: string): void {
    const bench = this.#bench
    this.#menu.close(true)
    switch (action) {
      case 'repost':
      case 'unrepost':
        return void markPost(bench, 'repost', postId, action === 'repost')
      case 'quote':
        return void composeFrom(bench, 'quote', postId)
      case 'copy-link':
        return void this.#copyLink(postId)
      case 'edit':
      case 'report':
        return void this.#write(action, postId)
      case 'follow':
      case 'unfollow':
      case 'mute':
      case 'unmute':
      case 'block':
        return void this.#authors.set(action, postId)
      case 'delete':
        return void deletePost(bench, postId)
      default:
    }
  }

  /** Opens the thread with the cursor where a comment is written; signing in can wait until it is posted. */
  #comment(postId: string): void {
    const bench = this.#bench
    if (!bench.host.dispatchEvent(new AiPostCommentEvent(postId))) return
    if (bench.options.commentHere?.(postId) && bench.overlay?.isOpen !== true) return
    void bench.over((overlay) => overlay.openThread(postId, true))
  }

  async #write(what: 'edit' | 'report', postId: string): Promise<void> {
    const post = this.#bench.findPost(postId)
    if (!post || !(await this.#bench.signedIn(postId))) return
    await this.#bench.over((overlay) => (what === 'edit' ? overlay.openEdit(post) : overlay.openReport(post)))
  }

  async #copyLink(postId: string): Promise<void> {
    if (await copyLink(postId)) this.#bench.tell(this.#bench.strings.linkCopied)
  }

  /** Shows the pictures; the focus goes from the cover, which is gone, to the first of them. */
  async #uncover(postId: string, cover: Element): Promise<void> {
    const { host } = this.#bench
    const article = cover.closest('article')
    const { activeElement } = host.renderRoot as ShadowRoot
    this.#uncovered.add(postId)
    host.requestUpdate()
    await host.updateComplete
    if (activeElement === cover) article?.querySelector<HTMLElement>('.frame')?.focus({ preventScroll: true })
  }
}
