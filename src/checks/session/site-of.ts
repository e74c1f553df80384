import { isIP } from 'node:net'

/** Second levels under which anybody may register, by country (the common part of the Public Suffix List, publicsuffix.org). */
const COUNTRY_LEVELS = new Set(['ac', 'co', 'com', 'edu', 'gob', 'gov', 'govt', 'ltd', 'me', 'mil', 'ne', 'net', 'or', 'org', 'plc', 'sch'])
/** Hosts whose subdomains belong to strangers (the private part of the same list). */
const SHARED_HOSTS = [
  'github.io',
  'gitlab.io',
  'pages.dev',
  'workers.dev',
  'vercel.app',
  'netlify.app',
  'herokuapp.com',
  'onrender.com',
  'fly.dev',
  'web.app',
  'firebaseapp.com',
  'run.app',
  'appspot.com',
  'azurewebsites.net',
  'azurestaticapps.net',
  'cloudapp.azure.com',
  'cloudfront.net',
  's3.amazonaws.com',
  'elasticbeanstalk.com',
  'ngrok.io',
  'ngrok-free.app',
  'blogspot.com',
  'myshopify.com',
]

function suffixLength(labels: readonly string[]): number {
  const host = labels.join('.')
  const shared = SHARED_HOSTS.find((suffix) => host === suffix || host.endsWith(`.${suffix}`))
  if (shared) return shared.split('.').length
  const [top = '', second = ''] = [...labels].reverse()
  return top.length === 2 && COUNTRY_LEVELS.has(second) ? 2 : 1
}

/** Whether a domain is one under which anybody may register: a cookie for it is dropped. Sees the common suffixes, not all. */
export function isPublicSuffix(domain: string): boolean {
  const labels = domain.toLowerCase().split('.')
  return labels.length === suffixLength(labels)
}

/** The site of a URL, `scheme://registrable-domain` (HTML, 7.1.1 “site”): two URLs are same-site when theirs are equal. */
export function siteOf({ protocol, hostname }: URL): string {
  const labels = hostname.toLowerCase().replace(/\.$/, '').split('.')
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return `${protocol}//${hostname}`
  return `${protocol}//${labels.slice(-(suffixLength(labels) + 1)).join('.')}`
}
