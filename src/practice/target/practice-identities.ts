import type { IdentityConfig } from '../../config/config.ts'
import type { PracticeClaims, PracticeIssuer, Validity } from './practice-issuer.ts'
import { PRACTICE_PEOPLE } from './practice-people.ts'
import { type PracticeSessions, SESSION_COOKIE } from './practice-sessions.ts'

const DAY_S = 24 * 3600
const MONTH_MS = 30 * DAY_S * 1000

/** The API key of a job that shares its quota with a noisy neighbour. Practice only: it opens nothing else. */
export const BATCH_API_KEY = 'practice-batch-key-5d41402abc4b'

type Bearer = { role: string; claims: PracticeClaims; validity?: Validity }

const BEARERS: Record<string, Bearer> = {
  member: { role: 'member', claims: PRACTICE_PEOPLE.mia },
  colleague: { role: 'member', claims: PRACTICE_PEOPLE.noor },
  admin: { role: 'admin', claims: PRACTICE_PEOPLE.ada },
  operator: { role: 'admin', claims: PRACTICE_PEOPLE.omar },
  integration: { role: 'integration', claims: PRACTICE_PEOPLE.exporter },
  'other-tenant': { role: 'member', claims: PRACTICE_PEOPLE.tess },
  expired: { role: 'member', claims: PRACTICE_PEOPLE.mia, validity: { issuedInS: -2 * DAY_S, expiresInS: -DAY_S } },
  'wrong-audience': { role: 'member', claims: PRACTICE_PEOPLE.mia, validity: { audience: 'practice-billing' } },
  forged: { role: 'member', claims: PRACTICE_PEOPLE.mia, validity: { forged: true } },
}

/** Identities as why403.yaml would name them, and the environment that holds their secrets. */
export async function practiceIdentities({ issuer, sessions }: { issuer: PracticeIssuer; sessions: PracticeSessions }): Promise<{
  identities: Record<string, IdentityConfig>
  env: Record<string, string>
}> {
  const identities: Record<string, IdentityConfig> = { anonymous: {} }
  const env: Record<string, string> = {}
  for (const [name, { role, claims, validity }] of Object.entries(BEARERS)) {
    const variable = keep(env, name, await issuer.sign(claims, validity))
    identities[name] = { role, bearer: { env: variable } }
  }
  const fresh = keep(env, 'signed-in', `${SESSION_COOKIE}=${sessions.start(PRACTICE_PEOPLE.mia)}`)
  const stale = keep(env, 'stale-session', `${SESSION_COOKIE}=${sessions.start(PRACTICE_PEOPLE.mia, MONTH_MS)}`)
  identities['signed-in'] = { role: 'member', cookie: { env: fresh } }
  identities['stale-session'] = { role: 'member', cookie: { env: stale } }
  identities['batch-job'] = { role: 'integration', headers: { 'x-api-key': { env: keep(env, 'batch-job', BATCH_API_KEY) } } }
  return { identities, env }
}

function keep(env: Record<string, string>, identity: string, secret: string): string {
  const variable = `WHY403_PRACTICE_${identity.replaceAll('-', '_').toUpperCase()}`
  env[variable] = secret
  return variable
}
