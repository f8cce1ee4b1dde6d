import type { Result } from '@unionhall/shared/api/client'
import { useFollowed } from '@unionhall/shared/use/useFollowed'
import type { Ref } from 'vue'
import { importsApi, type Import, type ImportMatch, type ImportsApi } from './api'
import { working } from './steps'

const soonMs = 700
const laterMs = 8000

/** One import. What works by itself is looked at again soon, what waits for somebody now and then. */
export function useImport(id: Ref<string>, api: ImportsApi = importsApi) {
  const { act, ...followed } = useFollowed(id, api.open, (it, outOfReach) => {
    if (outOfReach || it.state === 'waiting_confirmation') return laterMs
    return working(it.state) ? soonMs : undefined
  })

  const match = (wanted: ImportMatch) => act(now => api.match(now.id, now.version, wanted))
  const commit = (confirmer?: string) => act(now => api.commit(now.id, now.version, confirmer))
  const confirm = () => act(now => api.confirm(now.id, now.version))
  const undo = () => act(now => api.undo(now.id, now.version))
  const decide = (row: number, same: boolean) => act(now => api.decide(now.id, row, same))
  const drop = () =>
    act(async (now): Promise<Result<Import>> => {
      const result = await api.drop(now.id, now.version)
      return result.ok ? { ok: true, value: { ...now, state: 'dropped' } } : result
    })

  return { ...followed, match, commit, confirm, undo, decide, drop }
}

export type OneImport = ReturnType<typeof useImport>
