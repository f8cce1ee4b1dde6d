import { useFollowed } from '@unionhall/shared/use/useFollowed'
import type { Ref } from 'vue'
import { mailingsApi, type MailingsApi, type MailingStep } from './api'
import { isOver, working } from './states'

const soonMs = 2000
const laterMs = 10_000

/**
 * One mailing. While it prepares or sends it is looked at again soon, afterwards now and then: members go on answering
 * until their links run out.
 */
export function useMailing(id: Ref<string>, api: MailingsApi = mailingsApi) {
  const { act, ...followed } = useFollowed(id, api.get, (it, outOfReach) => {
    if (isOver(it, new Date())) return undefined
    return !outOfReach && working(it.state) ? soonMs : laterMs
  })
  const move = (step: MailingStep) => act(now => api.move(now.id, now.version, step))
  return { ...followed, move }
}

export type OneMailing = ReturnType<typeof useMailing>
