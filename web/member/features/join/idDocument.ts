// Identity documents as src/base/id_document.cpp reads them: what is wrong is said before anything is sent. The server decides.
import type { IdType } from './api'

export const idTypes = [
  'resident_id',
  'hk_mo_residence_permit',
  'tw_residence_permit',
  'foreign_permanent_2023',
  'foreign_permanent_2017',
  'hk_mo_travel_permit',
  'tw_travel_permit',
  'passport',
] as const satisfies readonly IdType[]

export type IdFault =
  | 'empty'
  | 'too_short'
  | 'too_long'
  | 'fifteen_digits'
  | 'bad_character'
  | 'bad_province'
  | 'bad_birth_date'
  | 'bad_check_digit'
  | 'wrong_prefix'
  | 'bad_form'

export interface IdDocument {
  number: string
  sex?: 'male' | 'female'
  /** "1990-03" */
  birthMonth?: string
}

export type ReadId = { ok: true; value: IdDocument } | { ok: false; fault: IdFault; count: number }

/** A text that says what is wrong. */
export type Fault = { key: string; count?: number }

export function faultOf({ fault, count }: { fault: IdFault; count: number }): Fault {
  return { key: `join.id.${fault}`, count }
}

/** GB 11643-1999, and the permits that are built alike. Documents without a check character are known by their form alone. */
export function readIdDocument(type: IdType, written: string, today = new Date()): ReadId {
  const number = written.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  const no = (fault: IdFault, count = 0): ReadId => ({ ok: false, fault, count })

  if (number === '') return no('empty')
  const form = forms[type]
  if (form) return form.test(number) ? { ok: true, value: { number } } : no('bad_form')

  if (/^\d{15}$/.test(number)) return no('fifteen_digits')
  if (!/^[\dX]*$/.test(number)) return no('bad_character')
  if (number.length < 18) return no('too_short', 18 - number.length)
  if (number.length > 18) return no('too_long', number.length - 18)
  if (!/^\d{17}/.test(number)) return no('bad_character')
  const prefix = prefixes[type]
  if (prefix ? !prefix.test(number) : !province.test(number)) return no(prefix ? 'wrong_prefix' : 'bad_province')
  if (!isBirth(number.slice(6, 14), today)) return no('bad_birth_date')
  if (checkCharacter(number) !== number[17]) return no('bad_check_digit')
  return {
    ok: true,
    value: { number, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female', birthMonth: `${number.slice(6, 10)}-${number.slice(10, 12)}` },
  }
}

const forms: Partial<Record<IdType, RegExp>> = {
  foreign_permanent_2017: /^[A-Z]{3}\d{12}$/,
  hk_mo_travel_permit: /^[HM]\d{8}(\d{2})?$/,
  tw_travel_permit: /^(\d{8}|\d{10,11})$/,
  passport: /^[A-Z0-9]{5,17}$/,
}

const prefixes: Partial<Record<IdType, RegExp>> = {
  hk_mo_residence_permit: /^8[12]/,
  tw_residence_permit: /^83/,
  foreign_permanent_2023: /^9/,
}

/** Provinces and the like of GB/T 2260. */
const province = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/

function isBirth(digits: string, today: Date) {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6))]
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date <= today
}

/** ISO 7064 MOD 11-2. */
function checkCharacter(number: string) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return '10X98765432'[weights.reduce((sum, weight, i) => sum + weight * Number(number[i]), 0) % 11]
}
