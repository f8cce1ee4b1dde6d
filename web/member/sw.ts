// Lets the app open without a network: its shell from the first visit on, a page once it has been seen. What the hall
// answers is not kept here but by the page (seen/seen.ts), which can tell its age and forgets it at sign-out.
// Nothing needs this worker: where a browser has none, all works as long as there is a network.
import { outlinesAt } from '@unionhall/shared/api/outlinesAt'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

const prefix = 'unionhall-'
const cacheName = prefix + (self.__WB_MANIFEST.find(file => file.url === 'index.html')?.revision ?? 'shell')

/** A bad network answers neither yes nor no. */
const patienceMs = 4000

self.addEventListener('install', event => {
  event.waitUntil(keepShell())
  void self.skipWaiting()
})

/** The page names all that must be there before it shows; the browser has just loaded it and need not ask again. */
async function keepShell() {
  const cache = await caches.open(cacheName)
  const page = await fetch('/index.html', { cache: 'no-cache' })
  const names = new Set((await page.clone().text()).match(/\/assets\/[\w.-]+/g) ?? [])
  await cache.addAll([...names])
  await cache.put('/index.html', page)
}

self.addEventListener('activate', event => {
  event.waitUntil(
    caches
      .keys()
      .then(names => Promise.all(names.filter(name => name.startsWith(prefix) && name !== cacheName).map(name => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

// The first page was there before this worker: it tells what it has loaded.
self.addEventListener('message', event => {
  const urls = (event.data as { seen?: string[] }).seen ?? []
  event.waitUntil(caches.open(cacheName).then(cache => Promise.all(urls.filter(isKept).map(async url => (await cache.match(url)) ?? cache.add(url)))))
})

self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (isAsset(request.url)) event.respondWith(fromCacheFirst(request))
  else if (url.pathname === outlinesAt) event.respondWith(fromCacheAndAnew(request, event))
  else if (request.mode === 'navigate' && isOurs(url.pathname)) event.respondWith(fromNetworkFirst(request))
})

/** Its name holds the digest of what is in it. */
function isAsset(url: string) {
  return new URL(url).pathname.startsWith('/assets/')
}

/** Beside assets what changes once in years: a map shows what it was, and the next one what it is. */
function isKept(url: string) {
  return isAsset(url) || new URL(url).pathname === outlinesAt
}

/** Other apps of the hall, the short links to them, and its machine pages live beside us. */
function isOurs(path: string) {
  return !/^\/(api|office|open|s|d|healthz|readyz|metrics)(\/|$)/.test(path) && !/\.[a-z]+$/.test(path)
}

async function fromCacheFirst(request: Request) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) void cache.put(request, answer.clone())
  return answer
}

async function fromCacheAndAnew(request: Request, event: FetchEvent) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  const anew = fetch(request).then(async answer => {
    if (answer.ok) await cache.put(request, answer.clone())
    return answer
  })
  if (!kept) return anew
  event.waitUntil(anew.catch(() => undefined))
  return kept
}

async function fromNetworkFirst(request: Request) {
  const cache = await caches.open(cacheName)
  const kept = cache.match('/index.html')
  const late = new Promise<Response>((_, reject) => setTimeout(() => reject(new Error('late')), patienceMs))
  try {
    return await Promise.race([fetch(request), late])
  } catch {
    return (await kept) ?? fetch(request)
  }
}
