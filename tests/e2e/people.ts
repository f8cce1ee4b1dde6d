import { expect, type APIRequestContext, type Page } from '@playwright/test'
import { noteOf } from './notes'

/** A number of the demo's own division; where the birth is early enough no demo resident has it. Source: GB 11643-1999. */
export function idNumber(birth: string, order: string) {
  const digits = `619999${birth}${order}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return digits + '10X98765432'[weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11]
}

/** Applications that an officer has filled in at her own union, the same ones however often it is asked: the id of the first, and of the union. */
export async function applications(page: Page, baseURL: string): Promise<{ case: string; org: string }> {
  const me = await (await page.request.get('/api/v1/me')).json()
  const org = me.roles.find((role: { id: string }) => role.id === me.role_in_force).org.id
  const ids: string[] = []
  for (const [i, name] of ['郑小梅', '阿卜杜拉·买买提', '王小红'].entries()) {
    const made = await page.request.post('/api/v1/cases', {
      headers: { origin: baseURL, 'Idempotency-Key': `application ${i}` },
      data: { type: 'joining', for_another: true, consented: true, name, id_number: idNumber('19460606', `31${i}`), phone: `1269999030${i}`, category: 'courier', org },
    })
    expect(made.status(), await made.text()).toBe(201)
    ids.push((await made.json()).id)
  }
  return { case: ids[0]!, org }
}

/** Somebody who came with a note that nobody here knows the issuer of: of all that an inbox says, it says the longest. */
export async function strangersNote(page: Page, baseURL: string, org: string) {
  const made = await page.request.post('/api/v1/cases', {
    headers: { origin: baseURL, 'Idempotency-Key': 'a stranger with a note' },
    data: {
      type: 'transfer_in',
      org,
      note: noteOf({ issuer: '520100', issuer_name: '贵阳市总工会', code: '7QRM-83KT-XW42', name: '阿卜杜热合曼·买买提' }),
      id_number: idNumber('19460707', '414'),
      phone: '12699990414',
      for_another: true,
      consented: true,
    },
  })
  expect(made.status(), await made.text()).toBe(201)
}

/** Two of the members at and below a union, whether they are alike or not. */
export async function twoMembers(page: Page, baseURL: string, org: string): Promise<{ member: string; other: string }> {
  const found = await page.request.post('/api/v1/member-searches', { headers: { origin: baseURL }, data: { org, limit: 2 } })
  expect(found.status(), await found.text()).toBe(200)
  const [one, two] = (await found.json()).items
  return { member: one.id, other: two.id }
}

/** A list with whole numbers that waits for another officer's word: the id of its case. */
export async function fullExport(page: Page, baseURL: string, org: string): Promise<{ export: string }> {
  const useBy = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  const made = await page.request.post('/api/v1/cases', {
    headers: { origin: baseURL, 'Idempotency-Key': `full export until ${useBy}` },
    data: { type: 'full_export', org, id_numbers: true, phones: true, purpose: '给医保局核对参保，按区县分别发给各经办机构', use_by: useBy, format: 'xlsx' },
  })
  expect(made.status(), await made.text()).toBe(201)
  return { export: (await made.json()).id }
}

/** What somebody said on the phone about a canteen, and somebody else much like it: the id of the first. */
export async function appeal(page: Page, baseURL: string, org: string): Promise<{ appeal: string }> {
  const ids: string[] = []
  for (const [i, words] of ['天太热，中午食堂能不能有碗绿豆汤？车间里三十七八度。', '天这么热，食堂中午能不能供点绿豆汤'].entries()) {
    const made = await page.request.post('/api/v1/cases', {
      headers: { origin: baseURL, 'Idempotency-Key': `appeal ${i}` },
      data: { type: 'appeal', for_another: true, channel: 'hotline', caller: '阿卜杜拉·买买提', phone: `1269999050${i}`, words, place: '二号食堂', org, urgent: i === 0 },
    })
    expect(made.status(), await made.text()).toBe(201)
    ids.push((await made.json()).id)
  }
  return { appeal: ids[0]! }
}

/** One of the demo's stations. */
export async function station(page: Page, org: string): Promise<{ station: string }> {
  const listed = await page.request.get(`/api/v1/stations?org=${org}&limit=1`)
  return { station: (await listed.json()).items[0].id }
}

/** Takes a step of a case as programs do, on the case as it stands now. */
export async function takeStep(who: APIRequestContext, id: string, step: string, more: Record<string, string> = {}) {
  const { version } = await (await who.get(`/api/v1/cases/${id}`)).json()
  const taken = await who.post(`/api/v1/cases/${id}/steps`, { data: { step, ...more }, headers: { 'If-Match': `"${version}"` } })
  expect(taken.status(), await taken.text()).toBe(200)
}
