import { SIGNATURES } from '../signature-registry.ts'
import { createSignatureFinder, type SignatureFinder } from './signature-finder.ts'

let finder: SignatureFinder | undefined

/** The finder over all signatures, built at first use. */
export function sharedFinder(): SignatureFinder {
  finder ??= createSignatureFinder(SIGNATURES)
  return finder
}
