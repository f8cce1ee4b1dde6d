import { api, ask, type Result, type Schemas } from '@unionhall/shared/api/client'
import { computed, reactive, ref, watch, type Ref } from 'vue'

export type OrgLine = Schemas['OrgLine']

export interface TreeApi {
  org: (id: string) => Promise<Result<Schemas['Org']>>
  children: (parent: string, cursor?: string) => Promise<Result<Schemas['OrgList']>>
}

export const treeApi: TreeApi = {
  org: id => ask(api.GET('/orgs/{id}', { params: { path: { id } } })),
  children: (parent, cursor) => ask(api.GET('/orgs', { params: { query: { parent, limit: 100, ...(cursor ? { cursor } : {}) } } })),
}

export interface Row {
  line: OrgLine
  depth: number
  open: boolean
  /** Stands for "there are more", "still reading" or "not read" below its parent. */
  extra?: 'more' | 'loading' | 'failed'
}

interface Branch {
  lines: OrgLine[]
  next?: string
  state: 'loading' | 'ready' | 'failed'
}

/** The tree below the union of the role in force, read branch by branch; whatever `chosen` is lies open. */
export function useOrgTree(root: Ref<string>, chosen: Ref<string>, tree: TreeApi = treeApi) {
  const top = ref<OrgLine>()
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const open = reactive(new Set<string>())
  const branches = reactive(new Map<string, Branch>())

  const rows = computed(() => {
    const list: Row[] = []
    const add = (line: OrgLine, depth: number) => {
      const opened = open.has(line.id) && line.child_count > 0
      list.push({ line, depth, open: opened })
      const branch = opened ? branches.get(line.id) : undefined
      if (!branch) return
      branch.lines.forEach(child => add(child, depth + 1))
      const extra = branch.state === 'ready' ? (branch.next ? 'more' : undefined) : branch.state
      if (extra) list.push({ line, depth: depth + 1, open: false, extra })
    }
    if (top.value) add(top.value, 0)
    return list
  })

  async function begin() {
    state.value = 'loading'
    top.value = undefined
    open.clear()
    branches.clear()
    const id = root.value
    if (!id) return
    const result = await tree.org(id)
    if (id !== root.value) return
    state.value = result.ok ? 'ready' : 'failed'
    if (!result.ok) return
    top.value = { ...result.value }
    await unfold(id)
    await reveal()
  }

  async function unfold(id: string) {
    open.add(id)
    if (branches.get(id)?.state === 'ready') return
    await readMore(id)
  }

  async function readMore(id: string) {
    const before = branches.get(id)
    branches.set(id, { lines: before?.lines ?? [], next: before?.next, state: 'loading' })
    const result = await tree.children(id, before?.next)
    if (!branches.has(id)) return // the tree began anew meanwhile
    if (!result.ok) branches.set(id, { lines: before?.lines ?? [], next: before?.next, state: 'failed' })
    else branches.set(id, { lines: [...(before?.lines ?? []), ...result.value.items], next: result.value.next, state: 'ready' })
  }

  function fold(id: string) {
    open.delete(id)
  }

  async function toggle(id: string) {
    if (open.has(id)) fold(id)
    else await unfold(id)
  }

  /** Opens whatever lies above the chosen union, also when it came from the search. */
  async function reveal() {
    const id = chosen.value
    if (!id || id === root.value || rows.value.some(row => row.line.id === id)) return
    const result = await tree.org(id)
    if (!result.ok || id !== chosen.value) return
    const above = result.value.ancestors.map(a => a.id)
    for (const step of above.slice(Math.max(above.indexOf(root.value), 0))) await unfold(step)
  }

  watch(root, begin, { immediate: true })
  watch(chosen, reveal)
  return { rows, state, toggle, unfold, fold, readMore, reload: begin }
}
