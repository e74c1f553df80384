import type { Layer } from '../denial.ts'

/** Whose login an address that matches is. */
type LoginPage = { match: RegExp; product: string; layer: Layer; name: string }

/** Login addresses by product, the specific first. Sources: each product's documented endpoints. */
export const LOGIN_PAGES: readonly LoginPage[] = [
  {
    match: /^https?:\/\/[^/]*\.cloudflareaccess\.com\/|\/cdn-cgi\/access\/login/i,
    product: 'cloudflare-access',
    layer: 'auth-proxy',
    name: 'Cloudflare Access',
  },
  { match: /\/outpost\.goauthentik\.io\//i, product: 'authentik', layer: 'auth-proxy', name: 'authentik' },
  { match: /\/oauth2\/(?:start|sign_in)\b/i, product: 'oauth2-proxy', layer: 'auth-proxy', name: 'oauth2-proxy' },
  { match: /\/\.pomerium\//i, product: 'pomerium', layer: 'auth-proxy', name: 'Pomerium' },
  { match: /^https?:\/\/auth(?:elia)?\.[^/]+\/\?rd=/i, product: 'authelia', layer: 'auth-proxy', name: 'Authelia' },
  { match: /\/gcp_iap\/|iap\.googleapis\.com/i, product: 'google-iap', layer: 'auth-proxy', name: 'Google Identity-Aware Proxy' },
  { match: /\/\.auth\/login\//i, product: 'azure-app-service', layer: 'auth-proxy', name: 'Azure App Service authentication' },
  { match: /\/realms\/[^/]+\/protocol\/openid-connect\/auth/i, product: 'keycloak', layer: 'identity-provider', name: 'Keycloak' },
  {
    match: /^https?:\/\/login\.(?:microsoftonline\.com|microsoft\.com|windows\.net)\//i,
    product: 'azure-ad',
    layer: 'identity-provider',
    name: 'Microsoft Entra ID',
  },
  { match: /^https?:\/\/[^/]*\.okta(?:preview)?\.com\//i, product: 'okta', layer: 'identity-provider', name: 'Okta' },
  { match: /^https?:\/\/[^/]*\.auth0\.com\//i, product: 'auth0', layer: 'identity-provider', name: 'Auth0' },
  { match: /^https?:\/\/[^/]*\.amazoncognito\.com\//i, product: 'cognito', layer: 'identity-provider', name: 'Amazon Cognito' },
  { match: /\/wp-login\.php/i, product: 'wordpress', layer: 'application', name: 'WordPress' },
  { match: /\/users\/sign_in\b/i, product: 'rails', layer: 'application', name: 'a Rails (Devise) application' },
  { match: /\/accounts\/login\/\?next=/i, product: 'django', layer: 'application', name: 'a Django application' },
  {
    match:
      /\/(?:log-?in|sign-?in|sign_in|signon|sso|saml2?|authorize|cas\/login|auth\/login|oauth2?\/auth(?:orize)?)(?:[/?#.;]|$)|\/(?:auth|authenticate|sessions?(?:\/new)?|account)\/?\?(?:[^#]{0,200}&)?(?:return|redirect|next|continue|rd|back|goto|came_from)[\w.-]{0,20}=/i,
    product: 'unknown',
    layer: 'application',
    name: 'the application',
  },
]
