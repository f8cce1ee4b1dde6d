import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import type { RoleWord } from './session/roles'

/** Where a feature stands at the side of the desk. */
export interface Place {
  route: string
  /** Key of its word. */
  title: string
  icon: Component
  order: number
  /** `g` and this letter lead there. */
  letter: string
  /** Says beside the word how much waits there. */
  waiting?: Component
}

declare module 'vue-router' {
  interface RouteMeta {
    /** Who has this page; absent: everybody who has signed in. */
    roles?: readonly RoleWord[]
    /** Reached without signing in, and shown without the frame. */
    open?: boolean
    /** Shows the union in `?org=`; elsewhere the tree leads to the page named `scopeGoesTo`, or home. */
    scoped?: boolean
    scopeGoesTo?: string
    /** The place at the side that is marked. */
    place?: string
  }
}

/** One folder of features/: its words, its pages, its places. */
export interface Feature<Words extends object = object> {
  texts: { zh: Words; en: NoInfer<Words> }
  routes: RouteRecordRaw[]
  places?: readonly Place[]
}

export function feature<Words extends object>(it: Feature<Words>): Feature {
  return it
}
