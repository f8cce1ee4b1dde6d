import { useLoad } from '@unionhall/shared/use/useLoad'
import { useSend } from '@unionhall/shared/use/useSend'
import { computed, ref, watch } from 'vue'
import { casesApi, type Case, type InboxLine } from '../cases/api'
import { appealsApi, type AppealsApi } from './api'

const states = ['replied', 'silent'] as const

/** Those who are to be called back, and the one at hand; a try that nobody answered leaves her in the row, behind the others. */
export function useCalls(api: Pick<AppealsApi, 'calls' | 'calledInVain'> = appealsApi, cases: Pick<typeof casesApi, 'open' | 'step'> = casesApi) {
  const list = useLoad(ref(0), async () => {
    const [replied, silent] = await Promise.all(states.map(state => api.calls(state)))
    if (!replied!.ok) return replied!
    if (!silent!.ok) return silent!
    return { ok: true as const, value: [...replied!.value.items, ...silent!.value.items].filter(line => line.desk === 'hotline') }
  })
  const triedNow = ref<ReadonlySet<string>>(new Set())
  /** Whoever was tried a moment ago comes last. */
  const lines = computed<InboxLine[]>(() => {
    const all = list.value.value ?? []
    return [...all.filter(line => !triedNow.value.has(line.id)), ...all.filter(line => triedNow.value.has(line.id))]
  })

  const chosen = ref<string>()
  watch(lines, now => {
    if (!now.some(line => line.id === chosen.value)) chosen.value = now[0]?.id
  })
  const one = useLoad<string | undefined, Case | undefined>(chosen, async id => (id ? cases.open(id) : { ok: true, value: undefined }))

  const trying = useSend((asked: { id: string; note: string }, key) => api.calledInVain(asked.id, asked.note, key))
  /** Of whom the answer was, or will be: she may have walked on before it comes. */
  const sentFor = ref<string>()
  const saying = useSend((asked: { now: Case; step: string; note: string }) => cases.step(asked.now.id, asked.now.version, { step: asked.step, comment: asked.note }))

  function walk(by: 1 | -1) {
    const at = lines.value.findIndex(line => line.id === chosen.value)
    const to = lines.value[at + by]
    if (to) chosen.value = to.id
  }

  /** Nobody answered: it is noted, and the next one is at hand, unless she has gone on by herself meanwhile. */
  async function inVain(note: string) {
    const id = chosen.value
    if (!id || sending.value) return
    forget(id)
    if (!(await trying.send({ id, note }))) return
    const at = lines.value.findIndex(line => line.id === id)
    const next = lines.value[at + 1]
    triedNow.value = new Set([...triedNow.value, id])
    if (chosen.value !== id) return
    if (next && !triedNow.value.has(next.id)) chosen.value = next.id
    else await one.reload()
  }

  /** What she said on the phone. She leaves the row. */
  async function said(step: string, note: string): Promise<boolean> {
    const now = one.value.value
    if (!now || sending.value) return false
    forget(now.id)
    if (!(await saying.send({ now, step, note }))) return false
    await list.reload()
    return true
  }

  const sending = computed(() => trying.sending.value || saying.sending.value)
  const problem = computed(() => trying.problem.value ?? saying.problem.value)
  /** Why the one at hand was not noted. */
  const refused = computed(() => (sentFor.value === chosen.value ? problem.value : undefined))
  /** Who was not noted, whoever is at hand now. */
  const notNoted = computed(() => (problem.value ? sentFor.value : undefined))
  function forget(next: string) {
    trying.forget()
    saying.forget()
    sentFor.value = next
  }

  return { list, lines, chosen, one, walk, inVain, said, sending, refused, notNoted }
}
