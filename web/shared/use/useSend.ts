import { computed, ref } from 'vue'
import { faultsOf, generalOf, newIdempotencyKey, type Problem, type Result } from '../api/client'

/**
 * Sends a form. A retry of the same content repeats its Idempotency-Key, so that a lost answer makes nothing twice;
 * changed content is a new request.
 */
export function useSend<Body, T>(post: (body: Body, key: string) => Promise<Result<T>>) {
  const sending = ref(false)
  const problem = ref<Problem>()
  let key = newIdempotencyKey()
  let sent: string | undefined

  async function send(body: Body): Promise<T | undefined> {
    if (sending.value) return undefined
    const content = JSON.stringify(body)
    if (sent !== undefined && sent !== content) key = newIdempotencyKey()
    sent = content

    sending.value = true
    const result = await post(body, key)
    sending.value = false
    problem.value = result.ok ? undefined : result.problem
    if (!result.ok) return undefined
    key = newIdempotencyKey()
    sent = undefined
    return result.value
  }

  const faults = computed(() => faultsOf(problem.value))
  const general = computed(() => generalOf(problem.value))

  function forget() {
    problem.value = undefined
  }

  return { sending, problem, faults, general, send, forget }
}
