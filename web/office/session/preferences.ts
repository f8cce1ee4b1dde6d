import { preference } from '@unionhall/shared/use/remembered'

export const densities = ['compact', 'normal', 'cosy'] as const
export type Density = (typeof densities)[number]

export const density = preference<Density>('density', densities, 'normal')
export const singleKeys = preference<'on' | 'off'>('single-keys', ['on', 'off'], 'on')
