import type { Cause, Layer, Verdict } from '../../denial/denial.ts'
import type { IncidentView } from '../../incidents/view.ts'
import type { KnownRule } from '../../walk/event.ts'

/** What an incident is doing, for its header. */
export const STATE_WORDS: Readonly<Record<IncidentView['state'], string>> = {
  checking: 'checking',
  asking: 'needs an answer',
  stuck: 'needs a decision',
  concluded: 'Outcome reached',
  resolved: 'Resolved',
}

/** A sign before the state, so that a channel can be skimmed. */
export const STATE_SIGNS: Readonly<Record<IncidentView['state'], string>> = {
  checking: '⏳',
  asking: '❓',
  stuck: '✋',
  concluded: '🔎',
  resolved: '✅',
}

/** What each verdict says, as a sentence's beginning. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  denied: 'Refused',
  'not-authenticated': 'Not authenticated',
  'rate-limited': 'Rate limited',
  challenged: 'Challenged as a bot',
  'not-found': 'Not found: nothing was refused',
  'redirected-to-login': 'Sent to a login page',
  disguised: 'Refused behind another status',
  allowed: 'Allowed: it works now',
  unreachable: 'No answer from the target',
  error: 'The target failed, it did not refuse',
}

/** Each layer as people say it. */
export const LAYER_WORDS: Readonly<Record<Layer, string>> = {
  cdn: 'CDN',
  waf: 'web application firewall',
  'bot-manager': 'bot manager',
  'load-balancer': 'load balancer',
  'api-gateway': 'API gateway',
  'auth-proxy': 'authenticating proxy',
  mesh: 'service mesh',
  proxy: 'proxy',
  'web-server': 'web server',
  application: 'application',
  'identity-provider': 'identity provider',
  'object-store': 'object store',
  'cloud-api': 'cloud API',
  orchestrator: 'orchestrator',
  database: 'database',
  'saas-api': 'SaaS API',
  'corporate-proxy': 'corporate proxy',
  unknown: 'cannot tell which layer',
}

/** Each cause in a few words. */
export const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  'insufficient-permissions': 'the identity lacks a permission',
  'invalid-token': 'the token is not valid here',
  'ip-or-geo-restriction': 'the network or place is not allowed',
  'role-misassignment': 'the identity has the wrong role',
  'resource-rule': 'a rule of this one resource',
  'session-state': 'a stale session or CSRF check',
  'feature-gate': 'the feature is not on for this account',
  'acl-misconfigured': 'an access list is wrong',
  'file-permissions': 'file permissions on the server',
  'server-directive': 'a directive of the web server',
  'auth-gateway': 'the authentication gateway',
  'waf-rule': 'a firewall rule',
  tenancy: 'it belongs to another tenant',
  'api-scope': 'the token lacks a scope',
  'rate-limit': 'too many requests',
  'bot-challenge': 'taken for a bot',
  'method-or-path': 'this method or exact path is not allowed',
  'default-deny': 'nothing grants access yet',
  'client-certificate': 'a client certificate is missing or refused',
  'upstream-denied': 'the service behind refused the gateway itself',
  unknown: 'cannot tell',
}

/** How alike a remembered rule is. */
export const GRADE_WORDS: Readonly<Record<KnownRule['grade'], string>> = {
  exact: 'exactly the same',
  likely: 'likely the same',
  possible: 'possibly the same',
}

/** A confidence from 0 to 1 as people say it. */
export function confidenceWords(confidence: number): string {
  if (confidence >= 0.9) return 'certain'
  if (confidence >= 0.7) return 'very likely'
  if (confidence >= 0.4) return 'likely'
  return confidence > 0 ? 'a guess' : 'cannot tell'
}

/** Whether words only repeat the name that they explain, as "web server" does for `web-server`. */
export function isSaid(name: string, words: string): boolean {
  return name === words.toLowerCase().replaceAll(' ', '-')
}
