import { describe, expect, it } from 'vitest'
import { figureParts, filtersOf, queryWith, writableStatuses } from './filters'

describe('filters in the address', () => {
  it('come back as they were written', () => {
    const filters = { status: 'retained', verified: 'no', category: 'courier', sex: 'female', age: '25_to_34', figure: 'verified.method.sms' } as const
    const query = queryWith({ org: '1' }, filters)
    expect(query).toEqual({ org: '1', ...filters })
    expect(filtersOf(query as Record<string, string>)).toEqual(filters)
  })

  it('that nobody knows are left out', () => {
    expect(filtersOf({ status: 'happy', verified: 'maybe', age: '7', category: '<b>', figure: ['members', 'x'] })).toEqual({})
  })

  it('are taken out again, and only they', () => {
    expect(queryWith({ org: '1', status: 'retained', figure: 'members' }, { status: undefined })).toEqual({ org: '1' })
  })

  it('never carry what was typed about one person', () => {
    expect(filtersOf({ q: '张三', name: '张三', phone: '12600000001', id_number: '619999' })).toEqual({})
  })
})

describe('a figure', () => {
  it('is taken apart into what it counts and by what', () => {
    expect(figureParts('members')).toEqual({ of: 'members' })
    expect(figureParts('verified.method.sms')).toEqual({ of: 'verified', by: 'method', word: 'sms' })
  })
})

describe('what may be written over a state', () => {
  it('ends nobody', () => {
    expect(writableStatuses('active')).toEqual(['active', 'transferring', 'retained', 'transferred_out'])
  })

  it('brings nobody back whom a case ended', () => {
    expect(writableStatuses('expelled')).toEqual(['expelled'])
    expect(writableStatuses('transferred_out')).toContain('active')
  })
})
