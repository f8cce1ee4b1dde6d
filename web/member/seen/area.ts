/** Where the stations seen last are kept (features/stations/lastArea.ts): for visitors too, and apart from the answers beside it. */
export const areaName = 'unionhall.stations'

export function forgetArea() {
  try {
    localStorage.removeItem(areaName)
  } catch {
    // then nothing was kept either
  }
}
