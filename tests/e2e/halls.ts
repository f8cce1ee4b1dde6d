import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'

/** How many play stories at once, each on a hall of his own: what a story changes, the next one there may see. */
export const halls = process.env.UNIONHALL_HALL ? 1 : 2

const mine = process.env.TEST_PARALLEL_INDEX ?? '0'

/** Where whoever plays here finds his hall. */
export const hallAddress = process.env.UNIONHALL_HALL ?? process.env[`UNIONHALL_HALL_${mine}`] ?? ''

/** The file of its texts. */
export const outbox = () => process.env.UNIONHALL_OUTBOX ?? process.env[`UNIONHALL_OUTBOX_${mine}`] ?? ''

/** The link that a phone was sent. */
export async function linkFor(phone: string, texts = outbox()): Promise<string> {
  let link = ''
  await expect(() => {
    const sent = readFileSync(texts, 'utf8').trim().split('\n').map(line => JSON.parse(line) as { to: string; params: Record<string, string> })
    link = sent.filter(text => text.to.endsWith(phone) && text.params.link).pop()?.params.link ?? ''
    expect(link).not.toBe('')
  }).toPass({ timeout: 30_000 })
  return link
}
