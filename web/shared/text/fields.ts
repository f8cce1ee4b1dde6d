import type { Schemas } from '../api/client'

/** A fact of a person that her union writes down, beside name, phone and document. */
export type PersonField = Exclude<keyof Schemas['Corrections'], 'name' | 'phone' | 'category' | 'words'>

/** In the order of the official form (会员信息采集表), each with the code set that its words come from. */
export const personFields: readonly { key: PersonField; set?: string }[] = [
  { key: 'ethnicity', set: 'ethnicity' },
  { key: 'education', set: 'education' },
  { key: 'politics', set: 'politics' },
  { key: 'employment', set: 'employment' },
  { key: 'skill', set: 'skill' },
  { key: 'household_kind', set: 'household_kind' },
  { key: 'household_place' },
  { key: 'native_place' },
  { key: 'employer' },
  { key: 'migrant' },
]

export const codeSetOf: Record<string, string> = {
  ...Object.fromEntries(personFields.flatMap(({ key, set }) => (set ? [[key, set]] : []))),
  category: 'occupation',
  change_kind: 'change_kind',
  cause: 'change_cause',
  id_type: 'id_type',
}
