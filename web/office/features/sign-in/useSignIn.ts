import { faultsOf, newIdempotencyKey, type Problem, type Result, type Schemas } from '@unionhall/shared/api/client'
import { computed, onScopeDispose, ref } from 'vue'
import { signInApi, type SignInApi } from './api'

export type Step = 'phone' | 'code' | 'choose' | 'role'
type Choice = NonNullable<Schemas['SignInAnswer']['choose']>[number]

/** The way to the desk: phone, code, which of several people, then the role with the second factor. */
export function useSignIn(signedIn: () => Promise<void>, first: Step = 'phone', api: SignInApi = signInApi) {
  const step = ref<Step>(first)
  const phone = ref('')
  const code = ref('')
  const demoCode = ref('')
  const choices = ref<Choice[]>([])
  const role = ref('')
  const totp = ref('')
  const enrolmentUri = ref('')
  const busy = ref(false)
  const problem = ref<Problem>()

  const wait = ref(0)
  const timer = setInterval(() => wait.value > 0 && wait.value--, 1000)
  onScopeDispose(() => clearInterval(timer))

  async function once<T>(call: () => Promise<Result<T>>): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    const result = await call()
    busy.value = false
    problem.value = result.ok ? undefined : result.problem
    return result.ok ? result.value : undefined
  }

  async function sendCode() {
    const sent = await once(() => api.sendCode(phone.value))
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
    const answer = await once(() => api.signIn(phone.value, code.value, account))
    if (!answer) return
    if (answer.choose) {
      choices.value = answer.choose
      step.value = 'choose'
      return
    }
    await signedIn()
    step.value = 'role'
  }

  /** True once the role is in force. */
  async function takeRole() {
    return (await once(() => api.beginOfficer(role.value, totp.value))) !== undefined
  }

  /** The second factor of whoever was appointed by a file; the server shows it this once. */
  async function showEnrolment() {
    const shown = await once(() => api.showEnrolment(newIdempotencyKey()))
    if (shown) enrolmentUri.value = shown.enrolment_uri ?? ''
  }

  async function enrolled() {
    await signedIn()
    enrolmentUri.value = ''
  }

  async function fillTotp() {
    const shown = await once(api.demoTotp)
    if (shown) totp.value = shown.code
  }

  function back() {
    step.value = 'phone'
    problem.value = undefined
    code.value = totp.value = demoCode.value = enrolmentUri.value = ''
  }

  const faults = computed(() => faultsOf(problem.value))

  return { step, phone, code, demoCode, choices, role, totp, enrolmentUri, busy, problem, faults, wait, sendCode, signIn, takeRole, showEnrolment, enrolled, fillTotp, back }
}
