import { computed } from 'vue'
import { api, ask, type Result, type Schemas } from '../api/client'
import { useLoad } from './useLoad'

type Appeal = Pick<Schemas['Case'], 'id' | 'state' | 'track' | 'form'>
export type Story = Schemas['Story']

const storyOf = (id: string) => ask(api.GET('/appeals/{id}/story', { params: { path: { id } } }))

/**
 * A few words about one solved appeal, for everybody once she has agreed. Whether she was asked stands on the track: only then
 * are they read, and again with each answer of hers.
 */
export function useStory(appeal: () => Appeal, read: (id: string) => Promise<Result<Story>> = storyOf) {
  const last = computed(() => appeal().track.map(event => event.key).filter(key => key.startsWith('story_')).pop())
  const asked = computed(() => last.value !== undefined)
  /** As appeals::results::is_solved has it; while it is opened again, nothing is shown of it. */
  const solved = computed(() => ['solved', 'closed'].includes(appeal().state) && (appeal().form as Schemas['AppealForm']).verdict === 'solved')

  const { state, value: story, problem, reload } = useLoad(
    () => `${appeal().id} ${last.value ?? ''}`,
    async (): Promise<Result<Story | undefined>> => (asked.value ? read(appeal().id) : { ok: true, value: undefined }),
  )
  return { asked, solved, state, story, problem, reload }
}
