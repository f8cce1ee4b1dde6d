import { onScopeDispose, shallowRef } from 'vue'

/** The time, to the half minute: what is open now is not what was open when the page came. */
export function useNow() {
  const now = shallowRef(new Date())
  const timer = setInterval(() => (now.value = new Date()), 30_000)
  onScopeDispose(() => clearInterval(timer))
  return now
}
