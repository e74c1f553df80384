import type { LogSaid } from '../log-format.ts'
import { findReason, type LogReason } from '../log-reason.ts'

const NO_ROUTE = 'No route of this Envoy fits the host and path of the request'

/** Response code details: who made the answer and why. Source: Envoy's list of response code details and the filters' sources. */
const DETAILS: readonly LogReason[] = [
  {
    says: 'rbac_access_denied_matched_policy[none]',
    means: 'Authorization policies exist here and none allows this request: nothing was granted',
    causes: { 'default-deny': 0.85, 'insufficient-permissions': 0.4 },
  },
  {
    says: 'rbac_access_denied_matched_policy[',
    match: /matched_policy\[(.{1,300})\]$/,
    means: 'This policy denies the request explicitly',
    causes: { 'acl-misconfigured': 0.6, 'insufficient-permissions': 0.5 },
  },
  {
    says: 'rbac_access_denied',
    means: 'An RBAC policy denies the request',
    causes: { 'insufficient-permissions': 0.6, 'default-deny': 0.4 },
  },
  {
    says: 'ext_authz_denied',
    means: 'The external authorization service (ext_authz) said no; its own log says why',
    causes: { 'auth-gateway': 0.92 },
    rule: 'ext_authz',
  },
  {
    says: 'ext_authz_error',
    means: 'The external authorization service (ext_authz) could not be asked, and Envoy lets nobody pass then',
    causes: { 'auth-gateway': 0.85 },
    rule: 'ext_authz',
    verdict: 'denied',
  },
  {
    says: 'jwt_authn_access_denied{',
    match: /denied\{([^}]{1,200})\}/,
    means: 'The JWT filter does not accept the token; the rule says what is wrong with it',
    causes: { 'invalid-token': 0.95 },
  },
  { says: 'local_rate_limited', means: "This Envoy's own rate limit is reached", causes: { 'rate-limit': 0.97 }, verdict: 'rate-limited' },
  {
    says: 'rate_limited',
    means: 'The rate limit service says that it is too much',
    causes: { 'rate-limit': 0.97 },
    verdict: 'rate-limited',
  },
  {
    says: 'rate_limiter_error',
    means: 'The rate limit service could not be asked, and Envoy lets nobody pass then',
    causes: { 'rate-limit': 0.5, 'auth-gateway': 0.3 },
    verdict: 'denied',
  },
  {
    says: 'csrf_origin_mismatch',
    means: 'The CSRF filter: the Origin of this request is not one that is allowed',
    causes: { 'session-state': 0.9 },
    rule: 'csrf',
  },
  {
    says: 'fault_filter_abort',
    means: 'A fault injection filter aborts requests on purpose',
    causes: { 'server-directive': 0.85 },
    rule: 'fault',
  },
  {
    says: 'direct_response',
    means: 'The route answers by itself with a fixed status',
    causes: { 'server-directive': 0.8 },
    rule: 'direct_response',
  },
  {
    says: 'oauth',
    means: 'The OAuth filter did not let the request pass',
    causes: { 'invalid-token': 0.6, 'auth-gateway': 0.5 },
    rule: 'oauth2',
  },
  { says: 'upgrade_failed', means: 'This route does not allow the protocol upgrade that was asked for', causes: { 'method-or-path': 0.8 } },
  { says: 'route_not_found', means: NO_ROUTE, causes: { 'method-or-path': 0.85 }, verdict: 'not-found' },
  { says: 'lua_response', means: 'A Lua filter answered by itself', causes: { 'server-directive': 0.6 }, rule: 'lua' },
  { says: 'wasm', means: 'A Wasm filter answered by itself', causes: { 'server-directive': 0.5, 'waf-rule': 0.3 }, rule: 'wasm' },
]

/** Response flags that tell of a refusal. Source: Envoy's access log command operators, RESPONSE_FLAGS. */
const FLAGS: Readonly<Record<string, Omit<LogReason, 'says'>>> = {
  UAEX: {
    means: 'The external authorization service (ext_authz) said no; its own log says why',
    causes: { 'auth-gateway': 0.92 },
    rule: 'ext_authz',
  },
  RL: { means: 'The rate limit service says that it is too much', causes: { 'rate-limit': 0.97 }, verdict: 'rate-limited' },
  RLSE: {
    means: 'The rate limit service could not be asked, and Envoy lets nobody pass then',
    causes: { 'rate-limit': 0.5 },
    verdict: 'denied',
  },
  NR: { means: NO_ROUTE, causes: { 'method-or-path': 0.85 }, verdict: 'not-found' },
  FI: { means: 'A fault injection filter aborts requests on purpose', causes: { 'server-directive': 0.85 }, rule: 'fault' },
  NFCF: { means: 'No filter configuration for this route has come yet: Envoy fails closed', causes: { 'server-directive': 0.5 } },
}

/** The reason in Envoy's own words, details before flags; undefined when it answered for the service behind or gives none. */
export function findEnvoyReason({ status, flags, details }: { status: number; flags: string; details: string }): LogSaid | undefined {
  if (status > 0 && status < 400) return undefined
  const said = details === '' ? undefined : findReason(details, DETAILS)
  if (said) return said
  for (const flag of flags.split(',')) {
    const known = FLAGS[flag]
    if (known?.causes) return { ...known, causes: known.causes, text: `${status} ${flag}` }
  }
  return undefined
}
