import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useSession } from '../../session/useSession'
import { noticesApi } from './api'

const most = 100

/** How many messages have not been seen; asked when somebody signs in and when the app comes to the front. */
export const useUnread = defineStore('unread', () => {
  const session = useSession()
  const count = ref(0)
  const words = computed(() => (count.value >= most ? `${most - 1}+` : String(count.value)))

  async function ask() {
    if (!session.me) return void (count.value = 0)
    const result = await noticesApi.unread()
    if (result.ok) count.value = result.value.unread
  }
  watch(() => session.me?.id, ask, { immediate: true })

  return { count, words, ask }
})
