import { newIdempotencyKey } from '@unionhall/shared/api/client'
import { usePhoneCode } from '@unionhall/shared/use/usePhoneCode'
import { ref } from 'vue'
import { signInApi, type SignInApi } from './api'

/** The way to the desk: phone, code, which of several people, then (`in`) the role with the second factor. */
export function useSignIn(signedIn: () => Promise<void>, already: boolean, api: SignInApi = signInApi) {
  const person = usePhoneCode(signedIn, api)
  if (already) person.step.value = 'in'
  const role = ref('')
  const totp = ref('')
  const password = ref('')
  const recoveryCode = ref('')
  const lost = ref(false) // the authenticator is not at hand: a recovery code in its place
  const enrolmentUri = ref('')
  const recoveryCodes = ref<string[]>([])

  /** True once the role is in force. */
  async function takeRole() {
    const shown = lost.value ? { recovery_code: recoveryCode.value } : { totp: totp.value }
    const known = password.value ? { password: password.value } : {}
    return (await person.once(() => api.beginOfficer({ role: role.value, ...shown, ...known }))) !== undefined
  }

  /** The second factor of whoever was appointed by a file; the server shows it this once. */
  async function showEnrolment() {
    const shown = await person.once(() => api.showEnrolment(newIdempotencyKey()))
    if (!shown) return
    enrolmentUri.value = shown.enrolment_uri ?? ''
    recoveryCodes.value = shown.recovery_codes ?? []
  }

  async function enrolled() {
    await signedIn()
    enrolmentUri.value = ''
    recoveryCodes.value = []
  }

  function back() {
    person.back()
    totp.value = password.value = recoveryCode.value = enrolmentUri.value = ''
    recoveryCodes.value = []
    lost.value = false
  }

  return { ...person, role, totp, password, recoveryCode, lost, enrolmentUri, recoveryCodes, takeRole, showEnrolment, enrolled, back }
}
