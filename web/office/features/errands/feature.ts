import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({ texts: { zh, en }, routes: [] })
