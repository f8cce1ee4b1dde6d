import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { MemberFilters, Status } from './api'

export const livingStatuses: Status[] = ['active', 'transferring', 'retained']
export const endedStatuses: Status[] = ['withdrawn', 'deemed_withdrawn', 'expelled', 'transferred_out', 'deceased', 'cancelled']

/** What an officer may write over a state; the rest is asked for as a case, so that the right one asks and a second sees it. */
export function writableStatuses(now: Status): Status[] {
  const correctable: Status[] = ['transferred_out']
  if (endedStatuses.includes(now) && !correctable.includes(now)) return [now]
  return [...livingStatuses, ...correctable]
}

export const sexes = ['female', 'male', 'unknown'] as const
export const ages = ['under_25', '25_to_34', '35_to_44', '45_to_54', '55_to_59', '60_and_over', 'unknown'] as const

/** What may stand in the address: it tells nothing about one person. Names, phones and ID numbers never do. */
export type OpenFilters = Omit<MemberFilters, 'org' | 'q' | 'name' | 'phone' | 'id_number'>

const statuses = ['alive', 'ended', ...livingStatuses, ...endedStatuses] as const

function among<T extends string>(words: readonly T[], value: unknown): T | undefined {
  return words.find(word => word === value)
}

function word(value: unknown) {
  return typeof value === 'string' && /^[a-z0-9_.]{1,60}$/i.test(value) ? value : undefined
}

/** Words that nobody knows are left out, so that an old or mistyped address still opens a list. */
export function filtersOf(query: LocationQuery): OpenFilters {
  return onlySet({
    status: among(statuses, query.status),
    verified: among(['yes', 'no'] as const, query.verified),
    category: word(query.category),
    sex: among(sexes, query.sex),
    age: among(ages, query.age),
    figure: word(query.figure),
  })
}

export function onlySet<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as T
}

/** The address of the same page with other filters; what else stands in it (the scope) stays. */
export function queryWith(query: LocationQuery, filters: OpenFilters): LocationQueryRaw {
  const rest = Object.fromEntries(Object.entries(query).filter(([key]) => !filterNames.includes(key)))
  return { ...rest, ...onlySet(filters) }
}

const filterNames = ['status', 'verified', 'category', 'sex', 'age', 'figure']

/** A figure's parts: "verified.method.sms" counts `verified`, of them those whose `method` is `sms`. */
export function figureParts(figure: string): { of: string; by?: string; word?: string } {
  const [of = '', by, ...rest] = figure.split('.')
  return by === undefined ? { of } : { of, by, word: rest.join('.') }
}
