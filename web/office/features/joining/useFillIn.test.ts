import { describe, expect, it, vi } from 'vitest'
import type { JoiningApi, NewJoining } from './api'
import { useFillIn } from './useFillIn'

function desk(answers: unknown[]) {
  const file = vi.fn(async (_body: NewJoining, _key: string) => answers.shift())
  return { file, it: useFillIn({ id: '7', name: '快递行业工会联合会' }, { file } as unknown as JoiningApi) }
}

function typed(draft: ReturnType<typeof useFillIn>['draft']) {
  Object.assign(draft, { name: '陈小燕', id_number: '619999199403020028', phone: '12600001234', category: 'courier', consented: true })
}

describe('filling in for somebody', () => {
  it('asks nothing before the four facts are there, and her consent on paper', async () => {
    const { it: form, file } = desk([])
    form.draft.name = '陈小燕'
    form.draft.org = undefined
    expect(await form.file()).toBeUndefined()
    expect([form.missing.value, file.mock.calls.length]).toEqual([['id_number', 'phone', 'org', 'consented'], 0])
  })

  it('says that it is for another, and leaves out what was not said', async () => {
    const { it: form, file } = desk([{ ok: true, value: { id: '99' } }])
    typed(form.draft)
    expect(await form.file()).toBe('99')
    expect(file.mock.calls[0]![0]).toEqual({
      type: 'joining', for_another: true, name: '陈小燕', id_type: 'resident_id', id_number: '619999199403020028', phone: '12600001234', org: '7', category: 'courier', consented: true,
    })
  })

  it('repeats a lost application under its key, and shows what the server finds at each field', async () => {
    const wrong = { type: '/problems/http.invalid', title: '', status: 422, errors: [{ pointer: '/id_number', code: 'id_mistyped', message: '号码里有一位不对' }] }
    const { it: form, file } = desk([{ ok: false, problem: { type: '', title: '', status: 0 } }, { ok: false, problem: wrong }])
    typed(form.draft)
    await form.file()
    await form.file()
    expect(file.mock.calls[0]![1]).toBe(file.mock.calls[1]![1])
    expect(form.faults.value).toEqual({ id_number: '号码里有一位不对' })
  })
})
