import { describe, expect, it } from 'vitest'
import { hoursInWords, spansWords } from './hoursWords'

const day = { from: '08:00', until: '18:00' }
const weekdays = { mo: [day], tu: [day], we: [day], th: [day], fr: [day] }

describe('hours in words', () => {
  it('put days together that say the same', () => {
    expect(hoursInWords({ parts: [{ week: weekdays, holidays: [] }] }, 'zh-CN')).toEqual({
      usual: [{ lines: [{ days: '星期一至星期五', says: '08:00–18:00' }, { days: '星期六至星期日', says: '不开' }, { days: '法定节假日', says: '不开' }] }],
      others: [],
    })
    expect(hoursInWords({ always: true }, 'en').usual).toEqual([{ lines: [{ days: 'Every day', says: 'day and night' }] }])
  })

  it('keep seasons, weeks and dates apart, and say of them what they say', () => {
    const { usual, others } = hoursInWords(
      {
        parts: [{ week: weekdays, make_up: 'as_workday' }, { seasons: [{ from: '06-01', until: '09-30' }], weeks: [1, 3], week: { sa: [day] } }],
        exceptions: [{ from: '2028-10-01', until: '2028-10-03', spans: [], note: '国庆' }],
      },
      'zh-CN',
    )
    expect(usual[0]).toMatchObject({ when: '平时', lines: expect.arrayContaining([{ days: '调休上班日', says: '同工作日' }]) })
    expect(others).toEqual([
      { when: '6月1日至9月30日、一年里的第 1、3 周', lines: [{ days: '星期六', says: '08:00–18:00' }] },
      { when: '特别的日子', lines: [{ days: '2028年10月1日至2028年10月3日', says: '不开 · 国庆' }] },
    ])
  })

  it('say over midnight and round the clock', () => {
    expect(spansWords([{ from: '18:00', until: '26:00' }], 'zh-CN')).toBe('18:00–次日 02:00')
    expect(spansWords([{ from: '00:00', until: '24:00' }], 'zh-CN')).toBe('全天')
    expect(spansWords([{ from: '08:00', until: '12:00' }, { from: '14:00', until: '24:00' }], 'zh-CN')).toBe('08:00–12:00、14:00–24:00')
  })
})
