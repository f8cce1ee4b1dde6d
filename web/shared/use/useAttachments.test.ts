import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import type { Result } from '../api/client'
import { useAttachments } from './useAttachments'

const problem = { type: '/problems/cases.not_to_be_attached', title: '', status: 415 }

function sender(answers: Result<unknown>[]) {
  const urls: string[] = []
  const send = (url: string, file: File, _headers: Record<string, string>, sent: (bytes: number) => void) => {
    urls.push(url)
    sent(file.size / 2)
    return { done: Promise.resolve(answers[urls.length - 1] ?? { ok: false as const, problem }), stop: () => {} }
  }
  return { urls, send }
}

describe('useAttachments', () => {
  it('sends one file after the other, and says what came of each', async () => {
    const { urls, send } = sender([{ ok: true, value: {} }, { ok: true, value: {} }])
    let changes = 0
    const { add, current, share } = useAttachments(ref('7'), () => changes++, send)
    await add([new File(['1234'], '合同.jpg'), new File(['12'], 'b.pdf')], true)
    expect(urls).toEqual([`/api/v1/cases/7/attachments?name=${encodeURIComponent('合同.jpg')}&inside=1`, '/api/v1/cases/7/attachments?name=b.pdf&inside=1'])
    expect(changes).toBe(2)
    expect(share.value).toBe(0.5)
    expect(current.value).toBeUndefined()
  })

  it('stops at the first that is refused', async () => {
    const { urls, send } = sender([{ ok: false, problem }])
    const attachments = useAttachments(ref('7'), () => {}, send)
    await attachments.add([new File(['1'], 'a.exe'), new File(['2'], 'b.jpg')], false)
    expect(urls).toHaveLength(1)
    expect(attachments.problem.value).toEqual(problem)
  })
})
