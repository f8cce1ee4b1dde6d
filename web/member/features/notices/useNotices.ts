import { useGrowingList } from '@unionhall/shared/use/useGrowingList'
import { ref, watch, type Ref } from 'vue'
import { noticesApi, type NoticesApi } from './api'

/** My messages, the newest first. Showing them is reading them, but what was new stays marked while the page is open. */
export function useNotices(language: Ref<string>, counted: (unread: number) => void, api: NoticesApi = noticesApi) {
  const list = useGrowingList(language, (_, cursor) => api.list(cursor))
  const seen = ref<string>()

  watch(list.items, async items => {
    const newest = items[0]
    if (!newest || newest.id === seen.value || newest.read) return
    seen.value = newest.id
    const result = await api.read(newest.id)
    if (result.ok) counted(result.value.unread)
  })
  return list
}
