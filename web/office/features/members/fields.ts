import type { Member, MemberPatch } from './api'

/** A fact of a person: its name in the record, and the code set that its words come from. */
export interface Field {
  key: string
  set?: string
  /** Offered in the form under this name of the patch. */
  edit?: Exclude<keyof MemberPatch, 'phone'>
}

/** In the order of the official form (会员信息采集表). */
export const personFields: readonly Field[] = [
  { key: 'ethnicity', set: 'ethnicity', edit: 'ethnicity' },
  { key: 'education', set: 'education', edit: 'education' },
  { key: 'politics', set: 'politics', edit: 'politics' },
  { key: 'employment', set: 'employment', edit: 'employment' },
  { key: 'skill', set: 'skill', edit: 'skill' },
  { key: 'household_kind', set: 'household_kind', edit: 'household_kind' },
  { key: 'household_place', edit: 'household_place' },
  { key: 'native_place', edit: 'native_place' },
  { key: 'employer', edit: 'employer' },
  { key: 'migrant', edit: 'migrant' },
]

export const codeSetOf: Record<string, string> = {
  ...Object.fromEntries(personFields.filter(f => f.set).map(f => [f.key, f.set!])),
  category: 'occupation',
  change_kind: 'change_kind',
  cause: 'change_cause',
  id_type: 'id_type',
}

/** The stored word or text of a field, empty where nobody said. */
export function valueOf(member: Member, key: string): string {
  const value = (member.person as Record<string, unknown>)[key] ?? (member.membership as Record<string, unknown>)[key]
  return typeof value === 'string' ? value : ''
}
