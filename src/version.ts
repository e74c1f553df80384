import manifest from '../package.json' with { type: 'json' }

/** This why403, as package.json says: part of every probe's user agent. */
export const VERSION: string = manifest.version
