import type { MyRecord } from './api'

/** The facts of a record in the order of the official form (会员信息采集表), each with the code set of its words. */
const sets: readonly (readonly [keyof MyRecord['person'], string | undefined])[] = [
  ['ethnicity', 'ethnicity'],
  ['education', 'education'],
  ['politics', 'politics'],
  ['employment', 'employment'],
  ['skill', 'skill'],
  ['household_kind', 'household_kind'],
  ['household_place', undefined],
  ['native_place', undefined],
  ['employer', undefined],
]

/** What somebody has filled in; what nobody has is not shown as a gap. */
export function filledFacts(record: MyRecord, label: (set: string, word: string) => string) {
  return sets.flatMap(([key, set]) => {
    const value = record.person[key]
    return value ? [{ key, text: set ? label(set, value) : value }] : []
  })
}

/** 张*三, as unions print a name that others may see. */
export function maskedName(name: string) {
  const letters = Array.from(name)
  if (letters.length < 2) return name
  const last = letters.length > 2 ? letters[letters.length - 1]! : ''
  return letters[0]! + '*'.repeat(letters.length - (last ? 2 : 1)) + last
}

const alive: readonly string[] = ['active', 'transferring', 'retained']

/** The membership that I have now. One that has ended stays on record. */
export function livingOf(record: MyRecord | undefined) {
  const membership = record?.membership
  return membership && alive.includes(membership.status) ? membership : undefined
}
