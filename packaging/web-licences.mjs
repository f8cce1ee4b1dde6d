// Writes the licence of every package of npm that the built pages contain: they ask to be named where they go.
import { readdirSync, readFileSync } from 'node:fs'

const packages = Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages)
// What a page runs is no tool of ours, but for the service worker's parts, which its tool builds in.
const inPages = ([path, found]) => path.startsWith('node_modules/') && !found.link && (!found.dev || /\/workbox-(?!build$)[a-z-]+$/.test(path))

for (const [path, { version, license }] of packages.filter(inPages)) {
  console.log(`== ${path.replace(/^.*node_modules\//, '')} ${version} (${license})\n`)
  const texts = readdirSync(path).filter(name => /^(licen[cs]e|copying|notice)/i.test(name))
  for (const name of texts) console.log(readFileSync(`${path}/${name}`, 'utf8').trim() + '\n')
}
