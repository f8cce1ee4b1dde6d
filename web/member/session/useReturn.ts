import { onMounted, onUnmounted } from 'vue'

/** Asks again when the app comes back to the front, or the network does: nothing is pushed to a phone. */
export function useReturn(ask: () => unknown) {
  const back = () => document.visibilityState === 'visible' && void ask()
  onMounted(() => {
    document.addEventListener('visibilitychange', back)
    window.addEventListener('online', back)
  })
  onUnmounted(() => {
    document.removeEventListener('visibilitychange', back)
    window.removeEventListener('online', back)
  })
}
