import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { unreachable, type Problem, type Result } from '@unionhall/shared/api/client'
import { importsApi, type Import, type ImportMatch, type ImportsApi } from './api'
import { working } from './steps'

const soonMs = 700
const laterMs = 8000

/**
 * One import. What works by itself is looked at again soon, what waits for somebody now and then; an answer that did
 * not come is asked for again, and what is known stays on the screen meanwhile.
 */
export function useImport(id: Ref<string>, api: ImportsApi = importsApi) {
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const it = shallowRef<Import>()
  const problem = ref<Problem>()
  /** The server was not reached the last time; it is being asked again. */
  const outOfReach = ref(false)
  const acting = ref(false)
  const refused = ref<Problem>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function load() {
    clearTimeout(timer)
    const mine = ++turn
    const result = await api.open(id.value)
    if (mine !== turn) return
    outOfReach.value = !result.ok && result.problem.type === unreachable
    if (result.ok) take(result.value)
    else if (!it.value || !outOfReach.value) {
      problem.value = result.problem
      state.value = 'failed'
      return
    }
    again()
  }

  function take(now: Import) {
    it.value = now
    problem.value = undefined
    state.value = 'ready'
  }

  function again() {
    if (!it.value) return
    if (outOfReach.value) timer = setTimeout(() => void load(), laterMs)
    else if (working(it.value.state)) timer = setTimeout(() => void load(), soonMs)
    else if (it.value.state === 'waiting_confirmation') timer = setTimeout(() => void load(), laterMs)
  }

  /** Does one step with the import as it was seen here. False: refused, with the reason in `refused`. */
  async function act(step: (now: Import) => Promise<Result<Import>>): Promise<boolean> {
    const before = it.value
    if (!before || acting.value) return false
    acting.value = true
    clearTimeout(timer)
    turn++
    const result = await step(before)
    acting.value = false
    if (before.id !== id.value) return false
    refused.value = result.ok ? undefined : result.problem
    if (result.ok) {
      take(result.value)
      again()
    } else if (result.problem.status === 412 || result.problem.status === 409) {
      await load() // somebody was faster: show how it stands now, beside the reason
    } else {
      again()
    }
    return result.ok
  }

  const match = (wanted: ImportMatch) => act(now => api.match(now.id, now.version, wanted))
  const commit = (confirmer?: string) => act(now => api.commit(now.id, now.version, confirmer))
  const confirm = () => act(now => api.confirm(now.id, now.version))
  const undo = () => act(now => api.undo(now.id, now.version))
  const decide = (row: number, same: boolean) => act(now => api.decide(now.id, row, same))

  async function drop(): Promise<boolean> {
    return await act(async now => {
      const result = await api.drop(now.id, now.version)
      return result.ok ? { ok: true, value: { ...now, state: 'dropped' } } : result
    })
  }

  watch(
    id,
    () => {
      state.value = 'loading'
      it.value = undefined
      refused.value = undefined
      void load()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    turn++
    clearTimeout(timer)
  })

  return { state, it, problem, outOfReach, acting, refused, reload: load, match, commit, confirm, undo, decide, drop }
}

export type OneImport = ReturnType<typeof useImport>
