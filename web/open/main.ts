import '@unionhall/shared/tokens.css'
import '@unionhall/shared/base.css'
import '@unionhall/shared/controls.css'
import '@unionhall/shared/phone.css'
import './open.css'
import { follow } from './follow'
import { begin } from './links'

// Whoever comes by a link in a text message does not pay for the pages of results and stations, nor for those of their owners.
if (/^\/open\/results(\/|$)/.test(location.pathname)) void import('./results/results').then(results => results.open())
else if (/^\/open\/(stations|d)(\/|$)/.test(location.pathname)) void import('./stations/stations').then(stations => stations.open())
else if (/^\/open\/o(\/|$)/.test(location.pathname)) void import('./owner/owners').then(owners => follow(owners.begin))
else follow(begin)
