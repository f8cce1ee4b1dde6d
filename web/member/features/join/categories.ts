import type { Group } from './api'

/** The groups of new-employment-form workers (新就业形态劳动者), the most common first, as src/base/codes.cpp has them. */
export const categories = [
  'courier',
  'food_delivery',
  'ride_hailing',
  'truck_driver',
  'cleaner',
  'domestic',
  'guard',
  'carer',
  'chauffeur',
  'estate_agent',
  'shop_promoter',
  'streamer',
  'other',
] as const satisfies readonly Group[]

/** Two rows on a phone, with one place for the rest. */
export const shownFirst = 7
