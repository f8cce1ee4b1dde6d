/** How many play stories at once, each on a hall of his own: what a story changes, the next one there may see. */
export const halls = process.env.UNIONHALL_HALL ? 1 : 2

const mine = process.env.TEST_PARALLEL_INDEX ?? '0'

/** Where whoever plays here finds his hall. */
export const hallAddress = process.env.UNIONHALL_HALL ?? process.env[`UNIONHALL_HALL_${mine}`] ?? ''

/** The file of its texts. */
export const outbox = () => process.env.UNIONHALL_OUTBOX ?? process.env[`UNIONHALL_OUTBOX_${mine}`] ?? ''
