import { z } from 'zod'

/** What `cors` may be given. */
export const CorsInput = z.strictObject({
  as: z.string().default('subject').describe('identity that asks'),
  origin: z
    .string()
    .regex(/^(?:null|https?:\/\/[^/\s]+)$/, 'an origin such as https://app.example.com')
    .optional()
    .describe('origin of the page; default: the request’s Origin, else that of its Referer, else the URL’s own'),
  credentials: z.boolean().optional().describe('the script sends cookies along; default: whether the identity sends cookies'),
})
export type CorsInput = z.infer<typeof CorsInput>

/** Which Origin was sent. `none` is no Origin header, `foreign` a made-up site. */
const OriginName = z.enum(['none', 'own', 'page', 'foreign'])
export type OriginName = z.infer<typeof OriginName>

/** What `cors` finds. */
export const CorsFinding = z.object({
  origin: z.string().describe('origin of the page'),
  crossOrigin: z.boolean().describe('the page is of another origin than the URL, so that a browser looks at CORS at all'),
  nullOrigin: z.boolean().describe('the page’s origin is null: a sandboxed frame, a file, or a redirect across origins'),
  preflightNeeded: z.boolean().describe('a browser sends a preflight before this request to another origin'),
  preflightFor: z.array(z.string()).describe('the method and headers that need it'),
  preflightStatus: z.int().optional().describe('status of the preflight; missing where no answer came'),
  preflightRefused: z.boolean().describe('the preflight is answered with anything but 2xx'),
  preflightNeedsLogin: z.boolean().describe('because a login is asked for, and a browser sends no credentials with a preflight'),
  preflightRedirects: z.boolean().describe('the preflight is redirected, which no browser follows'),
  status: z.int().optional().describe('status of the request itself (GET in place of an unsafe method) from that page'),
  refusalHidden: z.boolean().describe('the request is refused without CORS headers: a script sees a network error in place of the status'),
  originAllowed: z.boolean().describe('the answers allow this origin'),
  anyOriginAllowed: z.boolean().describe('a made-up origin is allowed as well: by *, or because every Origin is sent back'),
  allowMethods: z.array(z.string()).describe('Access-Control-Allow-Methods'),
  allowHeaders: z.array(z.string()).describe('Access-Control-Allow-Headers'),
  methodAllowed: z.boolean().describe('the preflight allows the incident’s method'),
  headersAllowed: z.boolean().describe('the preflight allows all headers that need it'),
  missingHeaders: z.array(z.string()).describe('those that it leaves out'),
  credentialsNeeded: z.boolean().describe('the script sends cookies along'),
  credentialsAllowed: z.boolean().describe('Access-Control-Allow-Credentials is true'),
  wildcardWithCredentials: z.boolean().describe('* for the origin, which a browser does not take where cookies are sent'),
  varyMissing: z.boolean().describe('the allowed origin depends on Origin and Vary does not say so: a cache mixes them up'),
  passedOrigins: z.array(OriginName).describe('Origin headers with which the request passes: none, own, page, foreign'),
  refusedOrigins: z.array(OriginName).describe('those with which the server refuses it'),
  originFlips: z.boolean().describe('the server itself refuses one Origin and lets another pass, each time'),
  unstable: z.boolean().describe('asked again, the same Origin passes and is refused in turn'),
  problem: z
    .enum(['', 'preflight-needs-login', 'preflight-refused', 'redirect', 'origin', 'method', 'header', 'credentials'])
    .describe('the first thing that is wrong for this page, or nothing'),
  browserWouldBlock: z.boolean().describe('a browser would keep this page from sending the request or from reading its answer'),
})
export type CorsFinding = z.infer<typeof CorsFinding>
