import { useLoad } from '@unionhall/shared/use/useLoad'
import { computed, type Ref } from 'vue'
import { casesApi } from '../cases/api'
import { standingOf } from '../cases/due'
import { recordApi } from '../record/api'

const homeApi = { record: recordApi.mine, looks: () => recordApi.looks(), cases: () => casesApi.mine() }
export type HomeApi = typeof homeApi

/** What stands on the first page of whoever has signed in: the record, what waits, and the last look at the record. */
export function useHome(account: Ref<string | undefined>, api: HomeApi = homeApi) {
  const nothing = async () => ({ ok: true as const, value: undefined })
  const record = useLoad(account, id => (id ? api.record() : nothing()))
  const looks = useLoad(account, id => (id ? api.looks() : nothing()))
  const cases = useLoad(account, id => (id ? api.cases() : nothing()))

  /** Whoever is not collected has no record; that is no failure. */
  const state = computed(() => (record.state.value === 'failed' && record.problem.value?.status === 404 ? 'none' : record.state.value))
  const lastLook = computed(() => looks.value.value?.items[0])
  /** What is under way, first what waits for her. */
  const waiting = computed(() => {
    const open = (cases.value.value?.items ?? []).filter(one => standingOf(one).kind !== 'ended')
    return [...open.filter(one => standingOf(one).kind === 'mine'), ...open.filter(one => standingOf(one).kind === 'theirs')]
  })

  return { state, record: record.value, problem: record.problem, lastLook, waiting, reload: record.reload, reloadWaiting: cases.reload }
}
