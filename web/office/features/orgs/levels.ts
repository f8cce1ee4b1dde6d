import type { Level } from './api'

export const levels: readonly Level[] = [
  'city', 'county', 'industry', 'park', 'township', 'village', 'regional_federation', 'trade_federation', 'base', 'branch', 'group',
]
