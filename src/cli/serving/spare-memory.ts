import { setFlagsFromString } from 'node:v8'

/**
 * To be called before the service's code is loaded, when the database is a server. V8 lets the young generation grow to
 * about 100 MB while code is loaded and never gives it back, and the old one to several times what lives in it; a
 * replica beside others keeps both small instead, and compiles with size in mind. (PGlite makes so much garbage that it
 * needs the young generation.)
 */
export function spareMemory(): void {
  setFlagsFromString('--optimize-for-size')
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=15')
}
