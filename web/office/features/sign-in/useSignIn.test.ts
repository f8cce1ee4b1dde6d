import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import type { SignInApi } from './api'
import { useSignIn } from './useSignIn'

const asked: unknown[][] = []
const api = {
  sendCode: async (phone: string) => {
    asked.push(['code', phone])
    return phone === '' ? refusal('/phone') : { ok: true, value: { expires_in_s: 300, again_in_s: 60, demo_code: '413920' } }
  },
  signIn: async (phone: string, code: string, account?: string) => {
    asked.push(['in', phone, code, account])
    if (code !== '413920') return refusal('/code')
    return { ok: true, value: account ? { account: { id: account, name: '赵兰' } } : { choose: [{ account: '7', name_masked: '赵*' }] } }
  },
  beginOfficer: async (body: Record<string, string>) => {
    asked.push(['officer', body])
    return body.totp === '123456' || body.recovery_code ? { ok: true, value: { role: body.role, until: '' } } : refusal('/totp')
  },
  showEnrolment: async (key: string) => {
    asked.push(['enrolment', key !== ''])
    return { ok: true, value: { enrolment_uri: 'otpauth://totp/x?secret=ABCD', recovery_codes: ['8K3T-92QF'] } }
  },
} as unknown as SignInApi

function refusal(pointer: string) {
  return { ok: false, problem: { type: '/problems/http.invalid', title: '', status: 422, errors: [{ pointer, code: '', message: 'wrong' }] } }
}

function begin() {
  asked.length = 0
  let signedIn = 0
  const way = effectScope().run(() => useSignIn(async () => void signedIn++, false, api))!
  return { way, signedIn: () => signedIn }
}

describe('the way to the desk', () => {
  it('goes by phone, code, the person meant, then the role', async () => {
    const { way, signedIn } = begin()
    way.phone.value = '12600000003'
    await way.sendCode()
    expect(way.step.value).toBe('code')
    expect(way.wait.value).toBe(60)

    way.code.value = way.demoCode.value
    await way.signIn()
    expect(way.step.value).toBe('choose')
    expect(signedIn()).toBe(0)

    await way.signIn('7')
    expect(way.step.value).toBe('in')
    expect(signedIn()).toBe(1)
    expect(asked).toEqual([['code', '12600000003'], ['in', '12600000003', '413920', undefined], ['in', '12600000003', '413920', '7']])

    way.totp.value = '123456'
    expect(await way.takeRole()).toBe(true)
  })

  it('shows a waiting second factor once, and reads anew who she is when it is scanned', async () => {
    const { way, signedIn } = begin()
    await way.showEnrolment()
    expect(way.enrolmentUri.value).toContain('ABCD')
    expect(way.recoveryCodes.value).toEqual(['8K3T-92QF'])
    expect(asked).toEqual([['enrolment', true]])
    await way.enrolled()
    expect(way.enrolmentUri.value).toBe('')
    expect(way.recoveryCodes.value).toEqual([])
    expect(signedIn()).toBe(1)
  })

  it('takes a recovery code in place of a lost authenticator, and the password of whoever has one', async () => {
    const { way } = begin()
    way.role.value = '3'
    way.lost.value = true
    way.recoveryCode.value = '8k3t 92qf'
    way.password.value = 'Wei-he 2026'
    expect(await way.takeRole()).toBe(true)
    expect(asked).toEqual([['officer', { role: '3', recovery_code: '8k3t 92qf', password: 'Wei-he 2026' }]])
  })

  it('stays where it is, with what is wrong at its field', async () => {
    const { way } = begin()
    await way.sendCode()
    expect(way.step.value).toBe('phone')
    expect(way.faults.value).toEqual({ phone: 'wrong' })

    way.phone.value = '12600000003'
    await way.sendCode()
    way.code.value = '000000'
    await way.signIn()
    expect(way.step.value).toBe('code')
    expect(way.faults.value).toEqual({ code: 'wrong' })
    expect(await way.takeRole()).toBe(false)
  })
})
