import { useGrowingList } from '@unionhall/shared/use/useGrowingList'
import { importsApi, type ImportsApi } from './api'

/** What an undo left alone, page by page; nothing is asked where it left nothing. */
export function useKept(id: () => string, count: () => number, api: Pick<ImportsApi, 'kept'> = importsApi) {
  return useGrowingList(
    () => ({ id: id(), count: count() }),
    (of, cursor) => (of.count === 0 ? Promise.resolve({ ok: true as const, value: { items: [] } }) : api.kept(of.id, cursor)),
  )
}
