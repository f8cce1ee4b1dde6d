import { describe, expect, it } from 'vitest'
import { dayBy, grouped, percent, total } from './recount'
import { read } from './sheet'

const days = (name: string) => [...Array.from({ length: 31 }, (_, day) => `${name}_${day}`), `${name}_more`]
const head = ['month', 'county', 'county_name', 'category', 'filed', ...days('contacted'), 'answered', 'on_time', 'solved', ...days('solved'), 'rated', 'satisfied']
const line = (county: string, category: string, filed: number, solved: number, first: string) =>
  ['2026-06', county, '秦都区总工会', category, filed, ...days('').map((_, day) => (day === 1 ? filed : 0)), '', '', solved, ...days('').map((_, day) => (day === 0 ? first : first === '' ? '' : 0)), filed, solved].join(',')
const csv = `\uFEFF${[head.join(','), line('610402', 'living', 12, 10, '10'), line('610402', 'wages', 5, 3, ''), line('city', 'union', 6, 6, '6')].join('\r\n')}\r\n`

describe('a recount', () => {
  it('adds up what is printed, and takes what is empty for nothing', () => {
    const all = total(read(csv))
    expect([all.filed, all.solved, all.answered, all.rated]).toEqual([23, 19, 0, 23])
    expect(all.contacted[1]).toBe(23)
    expect(all.solving[0]).toBe(16)
  })
  it('is made by county and by matter', () => {
    expect(grouped(read(csv), row => row.county).map(one => [one.key, one.totals.filed])).toEqual([['610402', 17], ['city', 6]])
  })
  it('rounds as the check page says', () => {
    expect([percent(10, 12), percent(2, 3), percent(1, 2000), percent(0, 0)]).toEqual(['83.3', '66.7', '0.1', ''])
    const example = Array.from({ length: 32 }, (_, day) => ({ 0: 3, 1: 4, 2: 1, 5: 2 })[day] ?? 0)
    expect([dayBy(example, 5), dayBy(example, 9)]).toEqual([1, 5])
    expect(dayBy(Array.from({ length: 32 }, () => 0), 5)).toBeUndefined()
  })
  it('refuses what is no csv of ours', () => {
    expect(() => read('<!doctype html>')).toThrow()
    expect(() => read(csv.replace(/,\d+\r\n/, '\r\n'))).toThrow()
  })
})
