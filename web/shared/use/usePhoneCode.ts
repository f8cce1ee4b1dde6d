import { computed, onScopeDispose, ref } from 'vue'
import { api, ask, faultsOf, generalOf, type Problem, type Result, type Schemas } from '../api/client'

export const phoneCodeApi = {
  sendCode: (phone: string) => ask(api.POST('/sign-in/code', { body: { phone } })),
  signIn: (phone: string, code: string, account?: string) => ask(api.POST('/sign-in', { body: { phone, code, ...(account ? { account } : {}) } })),
}

export type PhoneCodeApi = typeof phoneCodeApi
type Choice = NonNullable<Schemas['SignInAnswer']['choose']>[number]

/** Signing in by phone: a code, and where several people share the phone, which of them. `signedIn` comes before the step `in`. */
export function usePhoneCode(signedIn: () => Promise<void>, talk: PhoneCodeApi = phoneCodeApi) {
  const step = ref<'phone' | 'code' | 'choose' | 'in'>('phone')
  const phone = ref('')
  const code = ref('')
  const demoCode = ref('')
  const choices = ref<Choice[]>([])
  const busy = ref(false)
  const problem = ref<Problem>()

  const wait = ref(0)
  const timer = setInterval(() => wait.value > 0 && wait.value--, 1000)
  onScopeDispose(() => clearInterval(timer))

  /** The answer, or nothing: then `problem` says why, or another call is under way. */
  async function once<T>(call: () => Promise<Result<T>>): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    const result = await call()
    busy.value = false
    problem.value = result.ok ? undefined : result.problem
    return result.ok ? result.value : undefined
  }

  async function sendCode() {
    const sent = await once(() => talk.sendCode(phone.value))
    if (!sent) {
      wait.value = problem.value?.retryAfterS ?? 0
      return
    }
    wait.value = sent.again_in_s
    demoCode.value = sent.demo_code ?? ''
    code.value = ''
    step.value = 'code'
  }

  async function signIn(account?: string) {
    const answer = await once(() => talk.signIn(phone.value, code.value, account))
    if (!answer) return
    if (answer.choose) {
      choices.value = answer.choose
      step.value = 'choose'
      return
    }
    await signedIn()
    step.value = 'in'
  }

  function back() {
    step.value = 'phone'
    problem.value = undefined
    code.value = demoCode.value = ''
  }

  const faults = computed(() => faultsOf(problem.value))
  const general = computed(() => generalOf(problem.value))

  return { step, phone, code, demoCode, choices, busy, problem, faults, general, wait, once, sendCode, signIn, back }
}
