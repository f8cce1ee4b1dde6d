import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import type { Problem } from '@unionhall/shared/api/client'
import { membersApi, type MemberPage, type MembersApi } from './api'
import type { OpenFilters } from './filters'

export const pageSize = 50

export interface Looking {
  org: string
  words: string
  filters: OpenFilters
  order: 'tree' | 'name'
}

/**
 * One page of a union's members. The server names only the next page, so the way back is remembered here: `passed`
 * holds the cursor that each page so far began with. Another union, filter or word begins at the first page again.
 */
export function useMembers(looking: Ref<Looking>, passed: Ref<string[]> = ref([]), api: MembersApi = membersApi) {
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const page = shallowRef<MemberPage>()
  const problem = ref<Problem>()
  const turning = ref(false)
  let turn = 0

  async function read() {
    const mine = ++turn
    const { org, words, filters, order } = looking.value
    if (org === '') return
    const cursor = passed.value.at(-1)
    const result = await api.search({
      org,
      ...(words === '' ? {} : { q: words }),
      ...filters,
      order,
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    })
    if (mine !== turn) return // something else has been asked for since
    turning.value = false
    problem.value = result.ok ? undefined : result.problem
    if (result.ok) page.value = result.value
    state.value = result.ok ? 'ready' : 'failed'
  }

  async function turnTo(cursors: string[]) {
    passed.value = cursors
    turning.value = true // the old rows stay until the new ones are here
    await read()
  }

  async function next() {
    const cursor = page.value?.next
    if (cursor !== undefined && !turning.value) await turnTo([...passed.value, cursor])
  }

  async function previous() {
    if (passed.value.length > 0 && !turning.value) await turnTo(passed.value.slice(0, -1))
  }

  watch(
    () => JSON.stringify(looking.value),
    (_, before) => {
      if (before !== undefined) passed.value = []
      state.value = 'loading'
      page.value = undefined
      void read()
    },
    { immediate: true },
  )
  onScopeDispose(() => turn++)

  const rows = computed(() => page.value?.items ?? [])
  const first = computed(() => passed.value.length * pageSize + 1)
  const last = computed(() => first.value + rows.value.length - 1)
  const hasNext = computed(() => page.value?.next !== undefined)
  const hasPrevious = computed(() => passed.value.length > 0)

  return { state, page, rows, problem, turning, first, last, hasNext, hasPrevious, next, previous, reload: read }
}
