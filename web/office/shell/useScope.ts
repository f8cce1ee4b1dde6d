import { computed } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'
import { useSession } from '../session/useSession'

/** The union that every page is about: chosen in the tree, kept in the address, else the one of the role in force. */
export function useScope() {
  const session = useSession()
  const route = useRoute()
  const router = useRouter()

  const home = computed(() => session.role?.org)
  const orgId = computed(() => {
    const asked = route.params.org ?? route.query.org
    return typeof asked === 'string' && /^\d{1,19}$/.test(asked) ? asked : (home.value?.id ?? '')
  })

  /** The query that keeps the scope on another page. */
  const kept = computed(() => keptFor(orgId.value))

  function keptFor(id: string): Record<string, string> {
    return id === '' || id === home.value?.id ? {} : { org: id }
  }

  /** Where choosing `id` in the tree leads from here. Cursors and filters of the old scope stay behind. */
  function at(id: string): RouteLocationRaw {
    if (route.params.org !== undefined && route.name) return { name: route.name, params: { ...route.params, org: id } }
    if (route.meta.scoped && route.name) return { name: route.name, params: route.params, query: keptFor(id) }
    return { name: route.meta.scopeGoesTo ?? 'home', query: keptFor(id) }
  }

  return { orgId, home, kept, keptFor, at, go: (id: string) => router.push(at(id)) }
}
