import type { FileConfig } from './config.ts'

const TARGET_KEYS = ['vantages', 'logs', 'policy', 'flags'] as const
const IDENTITY_KEYS = ['oauth2', 'clientCertificate'] as const

/** Keys of why403.yaml that are understood but that nothing in this version acts on, as dotted paths, in written order. */
export function unusedKeys(config: Pick<FileConfig, 'targets'>): string[] {
  return Object.entries(config.targets).flatMap(([name, target]) => [
    ...TARGET_KEYS.filter((key) => target[key] !== undefined).map((key) => `targets.${name}.${key}`),
    ...Object.entries(target.identities).flatMap(([identity, credential]) =>
      IDENTITY_KEYS.filter((key) => credential[key] !== undefined).map((key) => `targets.${name}.identities.${identity}.${key}`),
    ),
  ])
}
