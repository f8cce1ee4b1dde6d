import type { RouteRecordRaw } from 'vue-router'

export type Tab = 'home' | 'cases' | 'stations' | 'mine'

declare module 'vue-router' {
  interface RouteMeta {
    /** Reached without signing in. */
    open?: boolean
    /** Shown with the tabs, this one marked. */
    tab?: Tab
  }
}

/** One folder of features/: its words and its pages. */
export interface Feature<Words extends object = object> {
  texts: { zh: Words; en: NoInfer<Words> }
  routes: RouteRecordRaw[]
}

export function feature<Words extends object>(it: Feature<Words>): Feature {
  return it
}
