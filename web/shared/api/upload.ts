import { problemOf, unreachable, type Problem, type Result } from './client'

export interface Upload<T> {
  done: Promise<Result<T>>
  stop: () => void
}

/** Sends a file as it is. By XMLHttpRequest, since fetch() does not tell how much has left. */
export function upload<T>(url: string, file: File, headers: Record<string, string>, sent: (bytes: number) => void): Upload<T> {
  const request = new XMLHttpRequest()
  const done = new Promise<Result<T>>(resolve => {
    const fail = (problem: Problem) => resolve({ ok: false, problem })
    request.open('POST', url)
    request.responseType = 'json'
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = event => sent(event.loaded)
    request.onload = () => {
      const good = request.status >= 200 && request.status < 300
      if (good) resolve({ ok: true, value: request.response as T })
      else fail(problemOf(request.response, request.status, request.getResponseHeader('Retry-After')))
    }
    request.onerror = request.onabort = () => fail({ type: unreachable, title: '', status: 0 })
    request.send(file)
  })
  return { done, stop: () => request.abort() }
}
