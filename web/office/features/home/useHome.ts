import type { Schemas } from '@unionhall/shared/api/client'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { computed, ref, type Ref } from 'vue'
import { homeApi, type HomeApi } from './api'

export type Child = Schemas['ChildrenFigures']['items'][number]
export type Column = 'name' | 'members' | 'verified' | 'rate' | 'unions' | 'officers'

/** The figures of a union and of its children, and what waits for me. */
export function useHome(org: Ref<string>, api: HomeApi = homeApi) {
  const figures = useLoad(org, api.figures)
  const children = useLoad(org, api.children)
  const imports = useLoad(org, api.importsWaiting)

  const counters = useLoad(org, api.counters)

  const waiting = computed(() => (imports.value.value?.items ?? []).filter(line => line.asked_me))
  const stations = computed(() => {
    const { 'stations.doubts': doubts = 0, 'stations.checks': checks = 0 } = counters.value.value?.waiting ?? {}
    return { doubts, checks }
  })
  return { figures, children, waiting, counters, stations }
}

/** Children in the order that was chosen; 'name' is the order of the tree. */
export function useOrder(children: Ref<readonly Child[]>) {
  const column = ref<Column>('rate')
  const down = ref(true)

  function by(next: Column) {
    down.value = next === column.value ? !down.value : next !== 'name'
    column.value = next
  }

  const ordered = computed(() => {
    const list = [...children.value]
    if (column.value !== 'name') list.sort((a, b) => value(a, column.value) - value(b, column.value))
    return down.value ? list.reverse() : list
  })
  return { column, down, by, ordered }
}

export function rateOf(child: { members: number; verified: number }) {
  return child.members === 0 ? 0 : child.verified / child.members
}

function value(child: Child, column: Column) {
  if (column === 'name') return 0
  return column === 'rate' ? rateOf(child) : child[column]
}

/** The full length of the bars: the next round share above the highest rate. */
export function fullBar(children: readonly Child[]) {
  const highest = Math.max(0, ...children.map(rateOf))
  return [0.1, 0.2, 0.4, 0.6, 0.8].find(share => highest <= share) ?? 1
}
