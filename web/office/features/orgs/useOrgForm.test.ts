import { describe, expect, it } from 'vitest'
import type { Org, OrgsApi } from './api'
import { draftOf, patchOf, useOrgForm } from './useOrgForm'

const riverside = {
  id: '31', version: 4, name: '河畔快递工会', short_name: '', code: 'X1', level: 'base', kind: 'enterprise', division: '', ancestors: [],
  term: { no: 2, start: '2024-05-01', years: 3, state: 'normal' }, chair: '赵兰', phone: '', child_count: 0, members: 42, credit_code: '81610402MC12345678',
  source: { kind: 'demo', date: '2026-07-01', label: '' },
} as unknown as Org

describe('the form of a union', () => {
  it('sends only what was changed, in the shapes of the contract', () => {
    const before = draftOf(riverside)
    expect(patchOf({ ...before }, before)).toEqual({})
    expect(patchOf({ ...before, chair: '李强', term_years: '5', credit_code: '', employees: '40' }, before)).toEqual({
      chair: '李强', term_years: 5, credit_code: null, employees: 40,
    })
  })

  it('names the industry parent by its id, and clears it', () => {
    const before = draftOf({ ...riverside, industry_parent: { id: '7', name: '教科文卫体工会' } })
    expect(patchOf({ ...before, industry_parent: { id: '7', name: '' } }, before)).toEqual({})
    expect(patchOf({ ...before, industry_parent: { id: '8', name: '快递行业工会联合会' } }, before)).toEqual({ industry_parent: '8' })
    expect(patchOf({ ...before, industry_parent: undefined }, before)).toEqual({ industry_parent: null })
  })

  it('goes on from the newest state after somebody else changed it, with what was typed', async () => {
    const versions: number[] = []
    const api = {
      change: async (_id: string, version: number) => {
        versions.push(version)
        return version === 4
          ? { ok: false, problem: { type: '/problems/orgs.changed_meanwhile', title: '', status: 412 } }
          : { ok: true, value: { ...riverside, version: 6 } }
      },
    } as unknown as OrgsApi
    const form = useOrgForm(riverside, undefined, api)
    form.draft.chair = '李强'
    expect(await form.save()).toBeUndefined()
    expect(form.problem.value?.status).toBe(412)

    form.goOnFrom({ ...riverside, version: 5 })
    expect(form.problem.value).toBeUndefined()
    expect(await form.save()).toBe('31')
    expect(versions).toEqual([4, 5])
    expect(form.draft.chair).toBe('李强')
  })

  it('founds a union below its parent', async () => {
    const sent: unknown[] = []
    const api = { add: async (body: unknown) => (sent.push(body), { ok: true, value: { id: '99' } }) } as unknown as OrgsApi
    const form = useOrgForm(undefined, '12', api)
    form.draft.name = '新工会'
    form.draft.level = 'base'
    expect(await form.save()).toBe('99')
    expect(sent).toEqual([{ name: '新工会', level: 'base', parent: '12' }])
  })
})
