/** Apart from the map that reads them: the member app's worker keeps what comes from there. */
export const outlinesAt = '/api/v1/outlines'
