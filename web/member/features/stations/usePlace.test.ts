import { describe, expect, it } from 'vitest'
import { usePlace } from './usePlace'

const qindu = { lng: 108.7, lat: 34.33 }

describe('where stations are near', () => {
  it('is where the phone is, if it says so', async () => {
    const { place, state, ask } = usePlace(async () => qindu)
    await ask()
    expect([state.value, place.value]).toEqual(['known', { ...qindu, from: 'phone' }])
  })

  it('is what she chooses, where the phone does not say', async () => {
    const { place, state, ask, choose } = usePlace(async () => undefined)
    await ask()
    expect([state.value, place.value]).toEqual(['refused', undefined])
    choose(qindu)
    expect([state.value, place.value?.from]).toEqual(['known', 'choice'])
  })

  it('is not moved by a phone that comes late', async () => {
    let answer = (_: typeof qindu) => undefined as void
    const { place, state, ask, choose, giveUp } = usePlace(() => new Promise(found => (answer = found)))
    const late = ask()
    giveUp()
    expect(state.value).toBe('refused')
    choose({ lng: 108, lat: 35 })
    answer(qindu)
    await late
    expect(place.value).toEqual({ lng: 108, lat: 35, from: 'choice' })
  })

  it('stays what it was when the phone does not know the next time', async () => {
    const answers = [qindu, undefined]
    const { place, state, ask } = usePlace(async () => answers.shift())
    await ask()
    await ask()
    expect([state.value, place.value?.lng]).toEqual(['refused', 108.7])
  })
})
