/** How a due day stands to today, both ISO days of Beijing. */
export type Due = { kind: 'late' | 'later'; days: number } | { kind: 'today' | 'tomorrow' }

/** How an hour stands to now: whole hours past or left, and near in its last six. */
export function dueHours(dueAt: string, now: Date): { kind: 'late' | 'near' | 'later'; hours: number } {
  const left = (Date.parse(dueAt) - now.getTime()) / 3_600_000
  const hours = Math.floor(Math.abs(left))
  if (left <= 0) return { kind: 'late', hours }
  return { kind: left < 6 ? 'near' : 'later', hours }
}

/** A day's task is late once the day is over. */
export function dueOf(dueOn: string, today: string): Due {
  const days = Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000)
  if (days < 0) return { kind: 'late', days: -days }
  if (days === 0) return { kind: 'today' }
  return days === 1 ? { kind: 'tomorrow' } : { kind: 'later', days }
}
