import { useSend } from '@unionhall/shared/use/useSend'
import { ref } from 'vue'
import { importsApi, type ImportProblem, type ImportsApi } from './api'

type Transfer = NonNullable<ImportProblem['transfer']>

/** Asks for the transfer of a member whom a row of a roster names; her old union then answers. */
export function useTransferOffer(transfer: () => Transfer, api: Pick<ImportsApi, 'askForTransfer'> = importsApi) {
  const asked = ref<string>() // the case
  const { sending, problem, send } = useSend<Transfer, { id: string }>((body, key) => api.askForTransfer(body, key))

  async function ask() {
    const made = await send(transfer())
    if (made) asked.value = made.id
  }

  return { asked, sending, problem, ask }
}
