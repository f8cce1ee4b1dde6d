// What every story of the member app needs: somebody with a phone in her hand.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { test as base, type APIRequest, type APIRequestContext, type Page } from '@playwright/test'
import { demoAccounts, type Account } from './desk'

export { complaints, expectFits, expectNoBarriers } from './desk'
export { expect } from '@playwright/test'

export const phone = { width: 390, height: 844 }

type State = Awaited<ReturnType<APIRequestContext['storageState']>>

// A code is good once and a phone gets few of them, so everybody signs in once for all stories of a hall.
const signedIn = new Map<string, State>()

/** The demo's members; each story that changes something takes its own. */
export const members = (page: Page): Promise<Account[]> => membersOf(page.request)

async function membersOf(request: APIRequestContext) {
  return (await demoAccounts(request)).filter(account => account.role === 'member')
}

/** The cookies of a demo member. */
export async function memberState(requests: APIRequest, baseURL: string, which: number): Promise<State> {
  const request = await requests.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } })
  const who = (await membersOf(request))[which]
  if (!who) throw new Error('the demo has no member')
  const key = `${baseURL} ${who.phone}`
  const kept = signedIn.get(key)
  // A story may have signed her out.
  if (kept) {
    const before = await requests.newContext({ baseURL, storageState: kept })
    if (!(await before.get('/api/v1/me')).ok()) signedIn.delete(key)
    await before.dispose()
  }
  if (!signedIn.has(key)) {
    const code = await (await request.post('/api/v1/sign-in/code', { data: { phone: who.phone } })).json()
    await request.post('/api/v1/sign-in', { data: { phone: who.phone, code: code.demo_code } })
    signedIn.set(key, await request.storageState())
  }
  await request.dispose()
  return signedIn.get(key)!
}

interface Phone {
  /** The page, with a demo member signed in, in Chinese and in usual print, at `path`: the first unless another is named. */
  hold: (path?: string, which?: number) => Promise<Page>
}

export const test = base.extend<Phone>({
  viewport: phone,
  hasTouch: true,
  hold: async ({ page, playwright, baseURL }, use) => {
    await use(async (path = '/', which = 0) => {
      await page.context().addCookies((await memberState(playwright.request, baseURL!, which)).cookies)
      await page.request.patch('/api/v1/me', { data: { language: 'zh-CN' }, headers: { origin: baseURL! } })
      await page.goto(path)
      return page
    })
  },
})

/** 长辈版 or usual print, and a language, for every page that is opened from now on. */
export async function chooseHow(page: Page, language: 'zh-CN' | 'en', size: 'usual' | 'large', baseURL: string) {
  await page.request.patch('/api/v1/me', { data: { language }, headers: { origin: baseURL } })
  await page.evaluate(([l, s]) => {
    localStorage.setItem('unionhall.language', l!)
    localStorage.setItem('unionhall.size', s!)
  }, [language, size])
}

export interface Wire {
  url: string
  /** No network; what is under way breaks off. */
  cut: () => void
  mend: () => void
  close: () => Promise<void>
}

/** A wire to the hall that can be cut. A browser's own pretence of being offline does not reach its workers. */
export async function wireTo(hall: string): Promise<Wire> {
  const port = Number(new URL(hall).port)
  const ends = new Set<Socket>()
  let whole = true
  const server = createServer(near => {
    if (!whole) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    for (const end of [near, far]) {
      ends.add(end)
      end.on('error', () => end.destroy()).on('close', () => (ends.delete(end), near.destroy(), far.destroy()))
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>(open => server.listen(0, '127.0.0.1', open))
  const cut = () => {
    whole = false
    for (const end of ends) end.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => (whole = true),
    close: () => (cut(), new Promise(done => server.close(() => done()))),
  }
}
