/** A header whose mere presence shows that no other site made the request: no page can set it across sites without asking. */
export type GuardHeader = { name: string; value: string }

type Guard = GuardHeader & { says: RegExp; source: string }

const GUARDS: readonly Guard[] = [
  { name: 'kbn-xsrf', value: 'why403', says: /kbn-xsrf/i, source: 'https://www.elastic.co/docs/api/doc/kibana/' },
  {
    name: 'apollo-require-preflight',
    value: 'true',
    says: /blocked as a potential cross-site request forgery/i,
    source: 'https://www.apollographql.com/docs/apollo-server/security/cors#preventing-cross-site-request-forgery-csrf',
  },
  {
    name: 'x-atlassian-token',
    value: 'no-check',
    says: /xsrf check failed/i,
    source: 'https://developer.atlassian.com/server/framework/atlassian-sdk/form-token-handling/',
  },
  {
    name: 'x-requested-by',
    value: 'why403',
    says: /x-requested-by/i,
    source:
      'https://eclipse-ee4j.github.io/jersey.github.io/apidocs/latest/jersey/org/glassfish/jersey/server/filter/CsrfProtectionFilter.html',
  },
  {
    name: 'x-xsrf-header',
    value: 'why403',
    says: /missing required header for (?:csrf|vulnerability) protection/i,
    source: 'https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-hdfs/WebHDFS.html#Cross-Site_Request_Forgery_Prevention',
  },
  {
    name: 'x-requested-with',
    value: 'XMLHttpRequest',
    says: /x-requested-with/i,
    source: 'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
  },
]

/** The header that a refusal asks for, or undefined. */
export function guardHeaderIn(text: string): GuardHeader | undefined {
  const guard = GUARDS.find(({ says }) => says.test(text))
  return guard && { name: guard.name, value: guard.value }
}
