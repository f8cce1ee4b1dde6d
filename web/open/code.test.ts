import { beforeEach, describe, expect, it } from 'vitest'
import { grouped, plain, takeCode } from './code'

describe('a code', () => {
  it('is the same however it is typed', () => {
    expect(plain(' 8k3t-92qf ８Ｋ３Ｔ 92qf')).toBe('8K3T92QF8K3T92QF')
    expect(plain('12 3x')).toBe('123X')
    expect(grouped('8k3t92qf8k3t92qf')).toBe('8K3T 92QF 8K3T 92QF')
    expect(grouped('8K3T 9')).toBe('8K3T 9')
  })
})

describe('the code of a link', () => {
  beforeEach(() => history.replaceState(null, '', '/open/v/#8K3T92QF8K3T92QF'))

  it('leaves the address, and is there again when the page comes back', () => {
    expect(takeCode()).toBe('8K3T92QF8K3T92QF')
    expect(location.hash).toBe('')
    expect(takeCode()).toBe('8K3T92QF8K3T92QF')
  })

  it('gives way to that of the next message', () => {
    takeCode()
    history.replaceState(history.state, '', '#A111-A111-A111-A111')
    expect(takeCode()).toBe('A111A111A111A111')
  })
})
