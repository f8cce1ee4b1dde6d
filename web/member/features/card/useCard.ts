import { useLoad } from '@unionhall/shared/use/useLoad'
import { computed, onScopeDispose, ref } from 'vue'
import { shownFrom } from '../../seen/seen'
import { cardApi, type CardApi } from './api'

interface Surroundings {
  now: () => number
  looking: () => boolean
  /** Whether what came is what was seen before, for want of a network. */
  old: () => boolean
}

const here: Surroundings = { now: () => Date.now(), looking: () => document.visibilityState === 'visible', old: () => shownFrom.value !== undefined }

/** My card. Its code lives for a minute; a new one comes by itself while the page is looked at. */
export function useCard(api: Pick<CardApi, 'mine'> = cardApi, { now, looking, old }: Surroundings = here) {
  const at = ref(now())
  const until = ref(0)
  const { state, value: card, problem, reload } = useLoad(
    () => 'mine',
    async () => {
      const result = await api.mine()
      at.value = now()
      // Reckoned from here: a phone's clock need not be the server's. An old code would be refused.
      if (result.ok) until.value = old() ? 0 : at.value + result.value.code_lives_s * 1000
      return result
    },
  )
  let renewing = false

  const secondsLeft = computed(() => Math.max(0, Math.ceil((until.value - at.value) / 1000)))
  const code = computed(() => (secondsLeft.value > 0 ? card.value?.code : undefined))

  async function renew() {
    if (renewing) return
    renewing = true
    await reload()
    renewing = false
  }

  function tick() {
    at.value = now()
    if (card.value && secondsLeft.value === 0 && looking()) void renew()
  }
  const timer = setInterval(tick, 1000)
  onScopeDispose(() => clearInterval(timer))

  return { state, card, problem, reload, code, secondsLeft, renew, tick }
}
