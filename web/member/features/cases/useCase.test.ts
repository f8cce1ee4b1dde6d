import { describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import type { CasesApi, CaseStep } from './api'
import { useCase } from './useCase'

const settled = () => new Promise(resolve => setTimeout(resolve))
const withdraw: CaseStep = { step: 'withdraw', label: '撤回', reason: false }
const object: CaseStep = { step: 'object', label: '异议', reason: true }

function open(stepAnswer?: unknown, kept = false) {
  const asked: unknown[] = []
  let version = 3
  const api = {
    one: async (id: string) => (asked.push('read'), { ok: true, value: { id, version: version++, type_label: '入会申请', tasks: [] } }),
    step: async (wanted: object) => (asked.push(wanted), stepAnswer ?? { ok: true, value: { id: '9', version: 7, state: 'withdrawn' } }),
    comment: async (id: string, about: string, text: string) => (asked.push([id, about, text]), { ok: true, value: { id: '1', kept } }),
  } as unknown as CasesApi
  return { it: effectScope().run(() => useCase(ref('9'), api))!, asked }
}

describe('my case', () => {
  it('takes a step on the version that was read, and shows what came of it', async () => {
    const { it, asked } = open()
    await settled()
    it.choose(withdraw)
    await it.send()
    expect(asked).toEqual(['read', { id: '9', version: 3, step: 'withdraw', comment: '' }])
    expect(it.shown.value?.state).toBe('withdrawn')
    expect([it.chosen.value, it.changed.value]).toEqual([undefined, true])
  })

  it('asks for a reason where one is needed before anything is sent', async () => {
    const { it, asked } = open()
    await settled()
    it.choose(object)
    await it.send()
    expect(it.reasonMissing.value).toBe(true)
    expect(asked).toEqual(['read'])
    it.words.value = ' 我在这里干了三年 '
    await it.send()
    expect(asked[1]).toMatchObject({ step: 'object', comment: '我在这里干了三年' })
  })

  it('confirms a verification by the code that the phone on record received', async () => {
    const { it, asked } = open()
    await settled()
    it.choose({ step: 'confirm', label: '确认', reason: false })
    await it.send()
    expect(it.reasonMissing.value).toBe(true)
    it.words.value = '413920'
    await it.send()
    expect(asked[1]).toEqual({ id: '9', version: 3, step: 'confirm', comment: '', code: '413920' })
  })

  it('sends with a returned form what was changed in it, and nothing where nothing was', async () => {
    const { it, asked } = open()
    await settled()
    const resubmit = { step: 'resubmit', label: '再次提交', reason: false, mends_form: true }
    it.choose(resubmit)
    it.mended.value = { name: '李晓荷' }
    await it.send()
    expect(asked[1]).toEqual({ id: '9', version: 3, step: 'resubmit', comment: '', form: { name: '李晓荷' } })
    it.choose(resubmit)
    await it.send()
    expect(asked[2]).not.toHaveProperty('form')
  })

  it('keeps what was written and reads again when somebody was faster', async () => {
    const { it, asked } = open({ ok: false, problem: { type: '/problems/cases.changed_meanwhile', title: '', status: 412 } })
    await settled()
    it.choose(withdraw)
    it.words.value = '不用了'
    await it.send()
    expect(asked.map(a => (a === 'read' ? a : 'step'))).toEqual(['read', 'step', 'read'])
    expect([it.words.value, it.chosen.value?.step, it.shown.value?.version]).toEqual(['不用了', 'withdraw', 4])
  })

  it('adds a word of mine, and reads the track again', async () => {
    const { it, asked } = open()
    await settled()
    it.choose('comment')
    it.words.value = '照片晚点补'
    await it.send()
    expect(asked).toEqual(['read', ['9', '入会申请', '照片晚点补'], 'read'])
    expect(it.speaking.value).toBe(false)
  })

  it('keeps a word of mine for later without calling anything done', async () => {
    const { it, asked } = open(undefined, true)
    await settled()
    it.choose('comment')
    it.words.value = '照片晚点补'
    await it.send()
    expect(asked).toEqual(['read', ['9', '入会申请', '照片晚点补']])
    expect([it.speaking.value, it.changed.value]).toEqual([false, false])
  })
})
