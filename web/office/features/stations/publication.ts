import type { Part, Provider, Publications } from './api'

export const providers: readonly Provider[] = ['amap', 'tencent', 'baidu']
/** The datum of each map, into which the server has put the coordinates of its files. */
export const datums: Record<Provider, string> = { amap: 'GCJ-02', tencent: 'GCJ-02', baidu: 'BD-09' }

/** What is to be submitted. */
export const waiting = ['add', 'update', 'remove'] as const
export const answered = ['submitted', 'shown', 'refused'] as const
export const parts: readonly Part[] = [...waiting, ...answered]

export function waitingOf(counts: Publications['counts']) {
  return waiting.reduce((sum, part) => sum + counts[part], 0)
}

/** Which stations a step takes, as the server has it. */
const takes = { submit: [...waiting, 'refused'], shown: ['submitted'], refused: ['submitted'] } satisfies Record<string, readonly Part[]>
export type Step = keyof typeof takes
export const steps: readonly Step[] = ['submit', 'shown', 'refused']

/** Those of the chosen that a step takes. */
export function takenBy<Row extends { part: Part }>(step: Step, rows: readonly Row[]) {
  const parts: readonly Part[] = takes[step]
  return rows.filter(row => parts.includes(row.part))
}
