import { preference } from '@unionhall/shared/use/remembered'

/** 长辈版: larger letters and touch targets on the same pages. */
export const size = preference<'usual' | 'large'>('size', ['usual', 'large'], 'usual')

/** Whether what was seen stays in this browser, to be read without a network. */
export const keepSeen = preference<'on' | 'off'>('keep-seen', ['on', 'off'], 'on')
