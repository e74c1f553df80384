import { setFlagsFromString } from 'node:v8'

/**
 * To be called before a stream of any length is read: V8 lets the young generation grow to some 100 MB while much is
 * made and thrown away, which a stream does for ever. Kept small, memory stays the same however long the stream is.
 */
export function spareYoungMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
