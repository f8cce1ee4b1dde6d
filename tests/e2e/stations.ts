import { expect, type APIRequest, type APIRequestContext } from '@playwright/test'
import { account, city, signIn } from './desk'

/** Where the courier of these stories stands, in Qindu. */
export const courier = { longitude: 108.7, latitude: 34.33 }

export interface Made {
  id: string
  name: string
  lng: number
  lat: number
}

const span = (from: string, until: string) => ({ from, until })
const everyDay = (...spans: { from: string; until: string }[]) => ({ parts: [{ week: Object.fromEntries(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'].map(day => [day, spans])) }] })

/** From the nearest on; who stands there finds the first one shut by its hours, whatever the hour of these stories. */
const plans = [
  { name: '渭阳路驿站', lng: 108.7012, lat: 34.3312, facilities: ['water', 'seats'], hours: everyDay(), address: '渭阳中路 6 号' },
  { name: '人民路邮政驿站', lng: 108.7034, lat: 34.3308, facilities: ['water', 'climate', 'charging', 'toilet', 'microwave'], hours: { always: true }, address: '人民中路 128 号邮政支局一层', partner: '邮政支局' },
  { name: '建行西兰路支行驿站', lng: 108.6957, lat: 34.3282, facilities: ['water', 'climate', 'microwave'], hours: everyDay(span('00:00', '23:59')), address: '西兰路 32 号' },
  { name: '世纪大道司机之家', lng: 108.7075, lat: 34.3266, facilities: ['water', 'truck_parking', 'shower', 'meals'], hours: everyDay(span('00:00', '23:59')), address: '世纪大道中段' },
  { name: '渭城北街职工驿站', lng: 108.7105, lat: 34.3361, facilities: ['water', 'first_aid'], hours: null, address: '北街 9 号' },
  { name: '西郊邮储驿站', lng: 108.684, lat: 34.322, facilities: ['water', 'seats'], hours: everyDay(span('00:00', '23:59')), address: '西郊路 3 号' },
]

/** Stations around the courier, made by the city's officer; once for each hall. */
export async function makeStations(requests: APIRequest, baseURL: string): Promise<Made[]> {
  const request = await officer(requests, baseURL)
  const made: Made[] = []
  for (const [i, plan] of plans.entries()) made.push({ id: await openStation(request, `station ${i}`, plan), name: plan.name, lng: plan.lng, lat: plan.lat })
  await request.dispose()
  return made
}

/** A station of the city's, planned once for each key, and open. */
export async function openStation(request: APIRequestContext, key: string, plan: object): Promise<string> {
  const me = await (await request.get('/api/v1/me')).json()
  const org = me.roles.find((role: { id: string }) => role.id === me.role_in_force).org.id
  const added = await request.post('/api/v1/stations', { headers: { 'Idempotency-Key': key }, data: { org, division: '610402', ...plan } })
  expect(added.status(), await added.text()).toBe(201)
  const { id } = await added.json()
  const record = await request.get(`/api/v1/stations/${id}/record`)
  if ((await record.json()).state === 'planned') {
    const opened = await request.post(`/api/v1/stations/${id}/steps`, { headers: { 'If-Match': record.headers().etag! }, data: { step: 'open' } })
    expect(opened.status(), await opened.text()).toBe(200)
  }
  return id
}

/** Three members who stand at its door say what is wrong with it. */
export async function threeSay(requests: APIRequest, baseURL: string, id: string, said: string, who: readonly { phone: string }[]) {
  for (const { phone } of who.slice(0, 3)) {
    const request = await requests.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } })
    const code = await (await request.post('/api/v1/sign-in/code', { data: { phone } })).json()
    await request.post('/api/v1/sign-in', { data: { phone, code: code.demo_code } })
    const reported = await request.post(`/api/v1/stations/${id}/reports`, { headers: { 'Idempotency-Key': `${said} ${id}` }, data: { said, here: true } })
    expect(reported.status(), await reported.text()).toBe(201)
    await request.dispose()
  }
}

/** What the sign at its door says. */
export async function doorOf(requests: APIRequest, baseURL: string, id: string): Promise<string> {
  const request = await officer(requests, baseURL)
  const { door } = await (await request.get(`/api/v1/stations/${id}/record`)).json()
  await request.dispose()
  return door
}

const signedIn = new Map<string, Awaited<ReturnType<typeof signIn>>>()

/** The city's registrar; she signs in once for all stories of a hall. */
export async function officer(requests: APIRequest, baseURL: string) {
  const headers = { origin: baseURL }
  if (!signedIn.has(baseURL)) {
    const request = await requests.newContext({ baseURL, extraHTTPHeaders: headers })
    signedIn.set(baseURL, await signIn(request, await account(request, 'registrar', city)))
    await request.dispose()
  }
  return requests.newContext({ baseURL, extraHTTPHeaders: headers, storageState: signedIn.get(baseURL)! })
}
