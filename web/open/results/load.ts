import { api, ask, type Schemas } from '@unionhall/shared/api/client'
import { read, type Row } from './sheet'

export type Results = Schemas['Results']

export async function loadResults(): Promise<Results | undefined> {
  const answer = await ask(api.GET('/results'))
  return answer.ok ? answer.value : undefined
}

/** The rows of a month, from its very bytes. */
export async function loadRows(csv: string): Promise<Row[] | undefined> {
  try {
    const answer = await fetch(csv)
    return answer.ok ? read(await answer.text()) : undefined
  } catch {
    return undefined
  }
}
