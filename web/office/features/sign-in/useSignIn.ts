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
  const enrolmentUri = ref('')

  /** True once the role is in force. */
  async function takeRole() {
    return (await person.once(() => api.beginOfficer(role.value, totp.value))) !== undefined
  }

  /** The second factor of whoever was appointed by a file; the server shows it this once. */
  async function showEnrolment() {
    const shown = await person.once(() => api.showEnrolment(newIdempotencyKey()))
    if (shown) enrolmentUri.value = shown.enrolment_uri ?? ''
  }

  async function enrolled() {
    await signedIn()
    enrolmentUri.value = ''
  }

  async function fillTotp() {
    const shown = await person.once(api.demoTotp)
    if (shown) totp.value = shown.code
  }

  function back() {
    person.back()
    totp.value = enrolmentUri.value = ''
  }

  return { ...person, role, totp, enrolmentUri, takeRole, showEnrolment, enrolled, fillTotp, back }
}
