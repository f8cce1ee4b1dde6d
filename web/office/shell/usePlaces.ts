import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { places } from '../features'
import { useSession } from '../session/useSession'

/** The places at the side that the role in force has. */
export function usePlaces() {
  const session = useSession()
  const router = useRouter()
  return computed(() =>
    places.filter(place => {
      const { roles } = router.resolve({ name: place.route }).meta
      return roles === undefined || session.isOneOf(roles)
    }),
  )
}
