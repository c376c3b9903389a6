/** A page as a browser without script sees it. */
export interface BrowserPage {
  readonly url: URL
  readonly status: number
  readonly headers: Headers
  readonly html: string
}

/** A browser with a cookie jar and without script: opens pages, follows redirects, submits forms. */
export interface ScriptFreeBrowser {
  open(url: string, headers?: Readonly<Record<string, string>>): Promise<BrowserPage>
  /** Fills the form that has the button of this name, and presses it. */
  submit(page: BrowserPage, button: string, fields?: Readonly<Record<string, string>>): Promise<BrowserPage>
  /** Every cookie, as `name=value; attributes`. */
  readonly cookies: readonly string[]
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
  readonly line: string
}

/** Creates a browser with an empty jar. All pages of one host share it, as ports do in real ones. */
export function createScriptFreeBrowser(): ScriptFreeBrowser {
  const jar = new Map<string, Cookie>()

  async function request(url: URL, init: RequestInit = {}): Promise<BrowserPage> {
    for (let hops = 0; hops < 10; hops += 1) {
      const sent = [...jar.values()].filter((cookie) => isBelow(url.pathname, cookie.path))
      const headers = new Headers(init.headers)
      if (sent.length > 0) headers.set('Cookie', sent.map(({ name, value }) => `${name}=${value}`).join('; '))
      const response = await fetch(url, { ...init, headers, redirect: 'manual' })
      for (const line of response.headers.getSetCookie()) keep(line)
      const location = response.headers.get('Location')
      if (location === null || response.status < 300 || response.status > 399) {
        return { url, status: response.status, headers: response.headers, html: await response.text() }
      }
      await response.body?.cancel()
      url = new URL(location, url)
      init = init.method === 'POST' ? {} : init
    }
    throw new Error(`more than ten redirects, last to ${url}`)
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const name = pair.slice(0, pair.indexOf('='))
    const value = pair.slice(pair.indexOf('=') + 1)
    const read = (key: string): string | undefined =>
      attributes.find((attribute) => attribute.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1)
    const expires = read('expires')
    const path = read('path') ?? '/'
    // A lifetime in seconds wins over an instant (RFC 6265 section 5.3).
    const lifetime = read('max-age')
    const isOver =
      lifetime === undefined ? expires !== undefined && Date.parse(expires) < Date.now() : Number(lifetime) <= 0
    if (isOver) jar.delete(`${name} ${path}`)
    else jar.set(`${name} ${path}`, { name, value, path, line })
  }

  return {
    open: (url, headers) => request(new URL(url), headers ? { headers } : {}),
    submit(page, button, fields = {}) {
      const found = [...page.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)]
        .map(([, action = '', inside = '']) => ({ action, inside, pressed: findButton(inside, button) }))
        .find(({ pressed }) => pressed !== undefined)
      if (!found) throw new Error(`no button ${button} on ${page.url}: ${page.html}`)
      const { action, inside, pressed = '' } = found
      const values = new URLSearchParams()
      for (const [input] of inside.matchAll(/<input[^>]*>/g)) {
        const name = /name="([^"]*)"/.exec(input)?.[1]
        const isUnchecked = input.includes('type="checkbox"') && !/\bchecked\b/.test(input)
        if (name !== undefined && !isUnchecked) values.set(name, /value="([^"]*)"/.exec(input)?.[1] ?? '')
      }
      for (const [name, value] of Object.entries(fields)) values.set(name, value)
      const target = /formaction="([^"]*)"/.exec(pressed)?.[1] ?? action
      return request(new URL(target.replaceAll('&amp;', '&'), page.url), { method: 'POST', body: values })
    },
    get cookies() {
      return [...jar.values()].map((cookie) => cookie.line)
    },
  }
}

/** The attributes of a button by its name; undefined when it is not there. */
function findButton(inside: string, button: string): string | undefined {
  const named = [...inside.matchAll(/<button([^>]*)>([^<]*)<\/button>/g)].find(
    ([, attributes = '', text]) => (/aria-label="([^"]*)"/.exec(attributes)?.[1] ?? text) === button,
  )
  return named?.[1]
}

/** RFC 6265, section 5.1.4. */
function isBelow(path: string, cookiePath: string): boolean {
  return path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`)
}
