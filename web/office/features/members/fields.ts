import type { Member } from './api'

/** The stored word or text of a field, empty where nobody said. */
export function valueOf(member: Member, key: string): string {
  const value = (member.person as Record<string, unknown>)[key] ?? (member.membership as Record<string, unknown>)[key]
  return typeof value === 'string' ? value : ''
}
