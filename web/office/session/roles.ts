import type { Schemas } from '@unionhall/shared/api/client'

export type RoleWord = Schemas['RoleWord']
export type Role = Schemas['Role']

// As src/hall/access/access.h has them; the server decides, this only hides what would be refused.
export const administrators: readonly RoleWord[] = ['system_administrator', 'security_administrator', 'audit_administrator']
export const working: readonly RoleWord[] = [
  'steward', 'employer_contact', 'field_worker', 'chair', 'officer', 'registrar', 'supervisor', 'hotline_seat', 'station_keeper',
]
export const clerks: readonly RoleWord[] = ['officer', 'registrar', 'chair']
/** Who calls back whoever has been answered. */
export const callers: readonly RoleWord[] = ['hotline_seat', 'officer', 'registrar', 'chair']
export const appointers: readonly RoleWord[] = ['officer', 'chair', 'security_administrator']
export const auditors: readonly RoleWord[] = ['audit_administrator']
export const guardians: readonly RoleWord[] = ['security_administrator']
export const keepers: readonly RoleWord[] = ['system_administrator']

/** Whether `by` may give, end or renew this role, as accounts::may_give has it. */
export function mayGive(by: Role, word: RoleWord, desk: string) {
  if (word === 'member') return false
  if (by.word === 'security_administrator') return true
  if (administrators.includes(word)) return false
  if (by.desk && by.desk !== desk) return false
  if (by.word === 'officer') return true
  return by.word === 'chair' && !['chair', 'supervisor', 'hotline_seat'].includes(word)
}
