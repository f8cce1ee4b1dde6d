import { problemOf, unreachable, type Result } from './client'

interface Answer {
  data?: ReadableStream<Uint8Array> | null
  error?: unknown
  response: Response
}

/** What has come of a file; how much it will be is not always said. */
export type Received = (bytes: number, of?: number) => void

/** Fetches a file. A plain link would save a refusal as if it were the file. `call` is asked with `parseAs: 'stream'`. */
export async function download(call: Promise<Answer>, received: Received): Promise<Result<Blob>> {
  try {
    const { data, error, response } = await call
    if (!response.ok || !data) return { ok: false, problem: problemOf(error, response.status, response.headers.get('Retry-After')) }
    const of = Number(response.headers.get('Content-Length')) || undefined
    const parts: BlobPart[] = []
    let bytes = 0
    const reader = data.getReader()
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value as BlobPart)
      bytes += next.value.length
      received(bytes, of)
    }
    return { ok: true, value: new Blob(parts, { type: response.headers.get('Content-Type') ?? '' }) }
  } catch {
    return { ok: false, problem: { type: unreachable, title: '', status: 0 } }
  }
}

/** Gives what was fetched to the browser, to be saved under this name. */
export function saveAs(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // older browsers read it after the click
}
