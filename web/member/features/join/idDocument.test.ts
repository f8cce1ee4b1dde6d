import { describe, expect, it } from 'vitest'
import type { IdType } from './api'
import { readIdDocument, type IdFault } from './idDocument'

const today = new Date('2026-07-15T00:00:00Z')
const faultOf = (written: string, type: IdType = 'resident_id') => {
  const read = readIdDocument(type, written, today)
  return read.ok ? undefined : ([read.fault, read.count] as const)
}

describe('a document', () => {
  it('says sex and birth, which are therefore not asked', () => {
    expect(readIdDocument('resident_id', '619999 19900307 1124', today)).toEqual({ ok: true, value: { number: '619999199003071124', sex: 'female', birthMonth: '1990-03' } })
    expect(readIdDocument('resident_id', '６１９９９９１９９００３０７１１２４', today).ok).toBe(true)
    expect(readIdDocument('resident_id', '11010519491231002x', today)).toMatchObject({ ok: true, value: { sex: 'female', birthMonth: '1949-12' } })
  })

  it('is refused with what is wrong', () => {
    const faults: [string, IdFault, number][] = [
      ['', 'empty', 0],
      ['61999919900307112', 'too_short', 1],
      ['6199991990030711244', 'too_long', 1],
      ['619999900307112', 'fifteen_digits', 0],
      ['61999919900307112A', 'bad_character', 0],
      ['6X9999199003071124', 'bad_character', 0],
      ['009999199003071124', 'bad_province', 0],
      ['619999199002301124', 'bad_birth_date', 0],
      ['619999209003071124', 'bad_birth_date', 0],
      ['619999199003071125', 'bad_check_digit', 0],
    ]
    for (const [written, fault, count] of faults) expect(faultOf(written), written).toEqual([fault, count])
  })

  it('of another kind has its own form', () => {
    expect(faultOf('810000199001010019', 'hk_mo_residence_permit')).toBeUndefined()
    expect(faultOf('830000199001010020', 'tw_residence_permit')).toBeUndefined()
    expect(faultOf('961840199001010017', 'foreign_permanent_2023')).toBeUndefined()
    expect(faultOf('830000199001010020', 'hk_mo_residence_permit')?.[0]).toBe('wrong_prefix')
    expect(faultOf('h12345678', 'hk_mo_travel_permit')).toBeUndefined()
    expect(faultOf('H1234567', 'hk_mo_travel_permit')?.[0]).toBe('bad_form')
    expect(faultOf('E12345678', 'passport')).toBeUndefined()
  })
})
