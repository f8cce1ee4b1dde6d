// The files of letters that wait: in the browser's database, since localStorage takes text alone.
const database = 'unionhall.unsent'
const table = 'files'

/** False where the browser keeps none; then nothing of the letter may be kept either. */
export async function putFiles(letter: string, files: readonly File[]): Promise<boolean> {
  try {
    await inTable('readwrite', it => it.put([...files], letter))
    return true
  } catch {
    return false // full, or forbidden
  }
}

export async function filesOf(letter: string): Promise<File[]> {
  return (await inTable<File[] | undefined>('readonly', it => it.get(letter))) ?? []
}

export async function dropFiles(letter: string) {
  try {
    await inTable('readwrite', it => it.delete(letter))
  } catch {
    // then nothing was kept either
  }
}

function inTable<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  return new Promise((done, failed) => {
    const opening = indexedDB.open(database, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(table)
    opening.onerror = () => failed(opening.error)
    opening.onsuccess = () => {
      const opened = opening.result
      const transaction = opened.transaction(table, mode)
      const request = work(transaction.objectStore(table))
      transaction.oncomplete = () => (opened.close(), done(request.result as T))
      transaction.onabort = () => (opened.close(), failed(transaction.error))
    }
  })
}
