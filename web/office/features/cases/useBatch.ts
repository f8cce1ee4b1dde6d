import type { Problem } from '@unionhall/shared/api/client'
import { computed, ref, type Ref } from 'vue'
import { casesApi, type CaseStep, type CasesApi } from './api'
import type { Row } from './useInbox'

/** A step that some of the chosen offer, and how many. */
export interface Offered extends CaseStep {
  rows: readonly Row[]
}

export interface Outcome {
  done: readonly Row[]
  refused: readonly { row: Row; why: string }[]
}

/** The steps that can be taken for several of these cases at once, what most of them offer first. */
export function offeredBy(rows: readonly Row[]): Offered[] {
  const found = new Map<string, { step: CaseStep; rows: Row[] }>()
  for (const row of rows) {
    for (const step of row.batch_steps) {
      const name = `${row.type}.${step.step}` // one word says different things of different kinds
      const entry = found.get(name) ?? { step, rows: [] }
      // A case that waits at two unions is in two rows, but is asked for once.
      if (!entry.rows.some(other => other.case === row.case)) entry.rows.push(row)
      found.set(name, entry)
    }
  }
  return [...found.values()].map(({ step, rows }) => ({ ...step, rows })).sort((a, b) => b.rows.length - a.rows.length)
}

/** One step for many cases. Each goes by itself; what is asked again is done once. */
export function useBatch(rows: Ref<readonly Row[]>, api: CasesApi = casesApi) {
  const offered = computed(() => offeredBy(rows.value))
  const sending = ref(false)
  const problem = ref<Problem>()
  const outcome = ref<Outcome>()

  async function take(step: Offered, comment: string) {
    if (sending.value) return
    sending.value = true
    const asked = step.rows
    const result = await api.batch({
      step: step.step,
      ...(comment === '' ? {} : { comment }),
      cases: asked.map(row => ({ id: row.case, version: row.version })),
    })
    sending.value = false
    problem.value = result.ok ? undefined : result.problem
    if (!result.ok) return
    const said = new Map(result.value.results.map(one => [one.id, one]))
    outcome.value = {
      done: asked.filter(row => said.get(row.case)?.done),
      refused: asked.filter(row => !said.get(row.case)?.done).map(row => ({ row, why: said.get(row.case)?.problem?.title ?? '' })),
    }
  }

  return { offered, sending, problem, outcome, take }
}
