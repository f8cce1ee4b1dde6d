import { nextTick, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import type { ImportHeader } from './api'
import { useMatch } from './useMatch'

function header(): ImportHeader {
  return {
    row: 4,
    sheet: '会员信息采集表',
    sheets: ['会员信息采集表', '填表说明'],
    columns: [
      { index: 0, title: '姓名', field: 'name' },
      { index: 1, title: '身份证', field: 'phone' },
      { index: 2, title: '手机' },
    ],
    fields: [
      { key: 'name', label: '姓名', required: true },
      { key: 'id_number', label: '证件号码', required: true },
      { key: 'phone', label: '移动电话', required: false },
    ],
    missing: ['id_number'],
  }
}

describe('matching columns', () => {
  it('sends only the columns that were corrected', () => {
    const it = useMatch(ref(header()))
    expect(it.match.value).toEqual({ columns: {} })
    it.choose(1, 'id_number')
    it.choose(2, 'phone')
    expect(it.match.value).toEqual({ columns: { 1: 'id_number', 2: 'phone' } })
  })

  it('lets a field stand for one column only', () => {
    const it = useMatch(ref(header()))
    it.choose(2, 'phone')
    expect(it.chosen.value).toEqual({ 0: 'name', 1: '', 2: 'phone' })
    expect(it.match.value).toEqual({ columns: { 1: null, 2: 'phone' } })
  })

  it('names what is still missing', () => {
    const it = useMatch(ref(header()))
    expect(it.missing.value.map(f => f.label)).toEqual(['证件号码'])
    it.choose(1, 'id_number')
    expect(it.missing.value).toEqual([])
    it.choose(0, '')
    expect(it.missing.value.map(f => f.label)).toEqual(['姓名'])
  })

  it('of another header row begins anew', () => {
    const it = useMatch(ref(header()))
    it.choose(1, 'id_number')
    it.headerRow.value = 5
    expect(it.match.value).toEqual({ header_row: 5 })
  })

  it('takes over what the server found next', async () => {
    const found = ref<ImportHeader>(header())
    const it = useMatch(found)
    it.choose(1, 'id_number')
    found.value = { ...header(), row: 5, columns: [{ index: 3, title: '姓名', field: 'name' }] }
    await nextTick()
    expect([it.chosen.value, it.headerRow.value, it.moved.value]).toEqual([{ 3: 'name' }, 5, false])
  })
})
