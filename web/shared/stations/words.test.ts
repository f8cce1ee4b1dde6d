import { describe, expect, it } from 'vitest'
import { en, zh } from './texts'
import { minuteOf } from './opening'
import { confirmedWords, doubtWords, farWords, openingWords, sayIn, suspendedWords, type Standing } from './words'

const now = new Date('2026-07-15T14:20:08+08:00')
const say = sayIn('zh-CN')
const minute = (beijing: string) => minuteOf(new Date(`${beijing}+08:00`))
const confirmed = (more: Partial<Standing>) => confirmedWords({ state: 'open', ...more }, now, 'zh-CN', say)

describe('what is said of a station', () => {
  it('is said in both languages', () => {
    const keys = (texts: object, before = ''): string[] => Object.entries(texts).flatMap(([name, text]) => (typeof text === 'object' ? keys(text, `${before}${name}.`) : [before + name]))
    expect(keys(en)).toEqual(keys(zh))
    expect(sayIn('en')('doubt', { n: 3, fault: sayIn('en')('said.locked') })).toBe('3 people say it is locked')
  })

  it('is whether it is open, and until when', () => {
    const said = (opening: Parameters<typeof openingWords>[0]) => Object.values(openingWords(opening, now, 'zh-CN', say)).join('，')
    expect(said({ is: 'open', until: minute('2026-07-15T22:00') })).toBe('现在开放，到 22:00')
    expect(said({ is: 'open', until: minute('2026-07-16T02:00') })).toBe('现在开放，到明天 02:00')
    expect(said({ is: 'always' })).toBe('全天开放')
    expect(said({ is: 'closed', from: minute('2026-07-16T08:00') })).toBe('现在不开，明天 08:00 开')
    expect(said({ is: 'closed', from: undefined })).toBe('这几天都不开')
    expect(said({ is: 'unknown' })).toBe('开放时间不清楚')
  })

  it('is who found it so, and when', () => {
    expect(confirmed({ confirmed_at: '2026-07-15T12:10:00+08:00', confirmed_by: 'visitor' })).toBe('2 小时前有人确认')
    expect(confirmed({ confirmed_at: '2026-07-14T09:10:00+08:00', confirmed_by: 'keeper' })).toBe('昨天 09:10 站长确认')
    expect(confirmed({ confirmed_at: '2026-06-03T09:10:00+08:00', confirmed_by: 'owner', long_unconfirmed: true })).toBe('很久没人确认，上次是 6月3日 09:10')
    expect(confirmed({})).toBe('还没有人确认过')
  })

  it('is what takes it down a rank, or why it is shut for a while', () => {
    const doubt = { fault: 'locked' as const, people: 3, since: '2026-07-15T13:05:00+08:00', upheld: false }
    expect(doubtWords(doubt, now, 'zh-CN', say)).toEqual({ what: '3 人说门锁着', since: '今天 13:05 起，已通知站长' })
    expect(suspendedWords({ state: 'suspended', suspended: { reason: '装修', until: '2026-07-20' } }, now, 'zh-CN', say)).toBe('暂停开放到 7月20日：装修')
    expect(suspendedWords({ state: 'suspended', suspended: { reason: '停电' } }, now, 'zh-CN', say)).toBe('暂停开放：停电')
  })

  it('is how far it is', () => {
    expect(farWords(318, say)).toBe('320 米')
    expect(farWords(1240, say)).toBe('1.2 公里')
  })
})
