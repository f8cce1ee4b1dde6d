import { preference } from '@unionhall/shared/use/remembered'

export const densities = ['compact', 'normal', 'cosy'] as const
export type Density = (typeof densities)[number]

/** Large letters on the same pages, also for whoever has chosen them in the member app of this browser. */
export const size = preference<'usual' | 'large'>('size', ['usual', 'large'], 'usual')
export const density = preference<Density>('density', densities, 'normal')
export const singleKeys = preference<'on' | 'off'>('single-keys', ['on', 'off'], 'on')
