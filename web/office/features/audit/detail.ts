/**
 * What was recorded beside an event, as people say it: "joining:filed" or "id_number phone" are words of the program.
 * A word that `known` has nothing for stays as it is: an audit hides nothing.
 */
export function detailWords(detail: string | undefined, known: (word: string) => string) {
  const said = (word: string) => (word === '' ? '' : known(word))
  return (detail ?? '')
    .split(' ')
    .map(part => part.split(':').map(said).join(' · '))
    .join(' ')
}
