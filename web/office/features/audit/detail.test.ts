import { describe, expect, it } from 'vitest'
import { detailWords } from './detail'

const words: Record<string, string> = { joining: '入会申请', filed: '提交', id_number: '证件号', phone: '手机号' }
const known = (word: string) => words[word] ?? word

describe('what was recorded beside an event', () => {
  it('is said in words, one by one', () => {
    expect(detailWords('joining:filed', known)).toBe('入会申请 · 提交')
    expect(detailWords('id_number phone', known)).toBe('证件号 手机号')
  })

  it('stays as it was recorded where there is no word for it', () => {
    expect(detailWords('wrong 5f1e', known)).toBe('wrong 5f1e')
    expect(detailWords(undefined, known)).toBe('')
  })
})
