import { api, ask, type Schemas } from '@unionhall/shared/api/client'
import { sendOrKeep, type Letter } from '../unsent/unsent'

export type NewAppeal = Pick<Schemas['NewAppeal'], 'words'> & Partial<Omit<Schemas['NewAppeal'], 'type' | 'words'>>
export type AppealForm = Schemas['AppealForm']

export const appealsApi = {
  send: (letter: Letter) => sendOrKeep(letter),
  rate: (id: string, satisfaction: number, key: string) =>
    ask(api.POST('/appeals/{id}/ratings', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: { satisfaction } })),
  answerStory: (id: string, agrees: boolean, key: string) =>
    ask(api.POST('/appeals/{id}/story/answers', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: { agrees } })),
}

export type AppealsApi = typeof appealsApi
