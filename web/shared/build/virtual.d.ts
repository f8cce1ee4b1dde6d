declare module 'virtual:outlines' {
  import type { County } from '@unionhall/shared/geo/outlines'
  const counties: readonly County[]
  export default counties
}
