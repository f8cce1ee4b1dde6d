import type { Feature } from './feature'

/** Every folder of features/ that has a feature.ts. */
const found = import.meta.glob<Feature>('./features/*/feature.ts', { eager: true, import: 'default' })

export const features: readonly Feature[] = Object.values(found)
