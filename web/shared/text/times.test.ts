import { describe, expect, it } from 'vitest'
import { bytes, count, rate } from './numbers'
import { agoWords, comingWords, dateWords, monthWords, secondWords, timeWords } from './times'

const now = new Date('2026-07-15T14:20:08+08:00')

describe('times', () => {
  it('are said by their nearness, always in Beijing', () => {
    expect(timeWords('2026-07-15T11:35:00+08:00', 'zh-CN', now)).toBe('今天 11:35')
    expect(timeWords('2026-07-14T23:59:00+08:00', 'zh-CN', now)).toBe('昨天 23:59')
    expect(timeWords('2026-07-13T02:02:00Z', 'zh-CN', now)).toBe('7月13日 10:02')
    expect(timeWords('2025-12-31T16:30:00Z', 'zh-CN', now)).toBe('1月1日 00:30')
    expect(timeWords('2025-12-31T15:30:00Z', 'zh-CN', now)).toBe('2025年12月31日 23:30')
  })

  it('that are near are so long ago, or come by their day', () => {
    expect(agoWords('2026-07-15T14:20:00+08:00', 'zh-CN', now)).toBe('刚刚')
    expect(agoWords('2026-07-15T13:40:00+08:00', 'zh-CN', now)).toBe('40 分钟前')
    expect(agoWords('2026-07-15T11:35:00+08:00', 'zh-CN', now)).toBe('2 小时前')
    expect(agoWords('2026-07-14T11:35:00+08:00', 'en', now)).toBe('yesterday 11:35')
    expect(comingWords(new Date('2026-07-15T22:00:00+08:00'), 'zh-CN', now)).toBe('22:00')
    expect(comingWords(new Date('2026-07-16T00:00:00+08:00'), 'zh-CN', now)).toBe('24:00')
    expect(comingWords(new Date('2026-07-16T02:00:00+08:00'), 'zh-CN', now)).toBe('明天 02:00')
    expect(comingWords(new Date('2026-07-18T08:00:00+08:00'), 'zh-CN', now)).toBe('星期六 08:00')
    expect(comingWords(new Date('2026-07-22T08:00:00+08:00'), 'zh-CN', now)).toBe('7月22日 08:00')
    expect(comingWords(new Date('2026-07-18T08:00:00+08:00'), 'en', now)).toBe('Saturday 08:00')
  })

  it('are said in English too', () => {
    expect(timeWords('2026-07-15T11:35:00+08:00', 'en', now)).toBe('today 11:35')
    expect(timeWords('2026-07-14T09:02:00+08:00', 'en', now)).toBe('yesterday 09:02')
    expect(dateWords('2026-07-13', 'en', now)).toBe('13 Jul')
    expect(dateWords('2025-07-13', 'en', now)).toBe('13 Jul 2025')
  })

  it('as a month, with its year where it is another', () => {
    expect([monthWords('2026-07', 'zh-CN', now), monthWords('2027-01', 'zh-CN', now)]).toEqual(['7月', '2027年1月'])
    expect([monthWords('2026-07', 'en', now), monthWords('2027-01', 'en', now)]).toEqual(['Jul', 'Jan 2027'])
  })

  it('to the second for figures, with the day when it is not today', () => {
    expect(secondWords('2026-07-15T06:20:08Z', 'zh-CN', now)).toBe('14:20:08')
    expect(secondWords('2026-07-14T06:20:08Z', 'zh-CN', now)).toBe('7月14日 14:20:08')
  })
})

describe('numbers', () => {
  it('are grouped, and a rate without a denominator is none', () => {
    expect(count(863300)).toBe('863,300')
    expect(rate(201561, 863300)).toBe('23.3%')
    expect(rate(0, 0)).toBe('–')
    expect(bytes(1_912_000)).toBe('1.9 MB')
    expect(bytes(999)).toBe('999 B')
  })
})
