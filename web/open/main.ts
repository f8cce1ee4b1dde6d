import '@unionhall/shared/tokens.css'
import '@unionhall/shared/base.css'
import '@unionhall/shared/controls.css'
import '@unionhall/shared/phone.css'
import './open.css'
import { follow } from './links'

// Whoever comes by a link in a text message does not pay for the pages of results and stations.
if (/^\/open\/results(\/|$)/.test(location.pathname)) void import('./results/results').then(results => results.open())
else if (/^\/open\/(stations|d)(\/|$)/.test(location.pathname)) void import('./stations/stations').then(stations => stations.open())
else follow()
