import { computed, onScopeDispose, ref } from 'vue'
import { useSend } from '@unionhall/shared/use/useSend'
import { membersApi, type MembersApi, type RevealWanted } from './api'

/** Shows one masked value for as long as the server allows, then forgets it. It is never kept anywhere else. */
export function useReveal(memberId: () => string, api: MembersApi = membersApi) {
  const field = ref<RevealWanted['field']>()
  const value = ref<string>()
  const secondsLeft = ref(0)
  const leftToday = ref<number>()
  let timer: ReturnType<typeof setInterval> | undefined

  const { sending, problem, faults, send, forget } = useSend((wanted: RevealWanted, key) => api.reveal(memberId(), wanted, key))

  async function reveal(wanted: RevealWanted): Promise<boolean> {
    const asked = memberId()
    const answer = await send(wanted)
    if (!answer || asked !== memberId()) return false
    hide()
    field.value = wanted.field
    value.value = answer.value
    leftToday.value = answer.left_today
    secondsLeft.value = answer.seconds
    timer = setInterval(() => {
      secondsLeft.value -= 1
      if (secondsLeft.value <= 0) hide()
    }, 1000)
    return true
  }

  function hide() {
    clearInterval(timer)
    value.value = undefined
    field.value = undefined
    secondsLeft.value = 0
  }

  onScopeDispose(hide)
  const shown = computed(() => (field.value && value.value ? { field: field.value, value: value.value, secondsLeft: secondsLeft.value } : undefined))
  return { shown, leftToday, sending, problem, faults, reveal, hide, forget }
}
