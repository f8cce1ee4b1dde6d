import { personFields } from '@unionhall/shared/text/fields'
import type { MyRecord } from './api'

/** What somebody has filled in, as `said` words it; what nobody has is not shown as a gap. */
export function filledFacts({ person }: MyRecord, said: (field: string, stored: string) => string) {
  return personFields.flatMap(({ key }) => {
    const stored = person[key]
    return stored ? [{ key, text: said(key, stored) }] : []
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
