import type { ImportCounts, ImportState } from './api'

/** The wizard's steps; each has an address of its own. */
export const steps = ['file', 'columns', 'check', 'confirmation', 'write'] as const
export type Step = (typeof steps)[number]

const stepByState: Record<ImportState, Step> = {
  matching: 'columns',
  checking: 'check',
  checked: 'check',
  waiting_confirmation: 'confirmation',
  committing: 'write',
  committed: 'write',
  undoing: 'write',
  undone: 'write',
  failed: 'check',
  dropped: 'check',
}

/** Where an import stands now. */
export function stepOf(state: ImportState): Step {
  return stepByState[state]
}

/** States that change by themselves: somebody should look again soon. */
export function working(state: ImportState) {
  return state === 'checking' || state === 'committing' || state === 'undoing'
}

/** States after which there is nothing to come back for. */
export function over(state: ImportState) {
  return state === 'committed' || state === 'undone' || state === 'failed' || state === 'dropped'
}

/** What is behind can be looked at again; what lies ahead cannot. The file itself is chosen once. */
export function reachable(step: Step, state: ImportState) {
  return step !== 'file' && steps.indexOf(step) <= steps.indexOf(stepOf(state))
}

/** Columns may be matched anew until somebody is asked to confirm, or rows are written. */
export function columnsOpen(state: ImportState) {
  return state === 'matching' || state === 'checked'
}

export function droppable(state: ImportState) {
  return state === 'matching' || state === 'checking' || state === 'checked' || state === 'waiting_confirmation'
}

/** Rows that writing would change something by. */
export function rowsToWrite(counts: ImportCounts) {
  return counts.new + counts.changed
}
