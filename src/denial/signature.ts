import type { Cause, Layer, Verdict } from './denial.ts'

/**
 * One thing to look for in an answer. Literals are written in lower case and compared without case; a body is read
 * with entities decoded and white space run together. `match` must hold too, on the same place. `json` is a member's
 * path in lower case, `[]` for the members of a list (`errors[].code`). `scheme` is a WWW-Authenticate challenge.
 * `endsInPort`: the header's value ends in the port that was asked. `host` is the request's host or a parent domain of it; `path` a part of the request's path; `method` the request's
 * method. `plainText` is a body that is neither empty nor markup nor JSON, `jsonBody` one with at least one member;
 * `headerName` matches the name of any header, in lower case.
 */
export type Clue =
  | { body: string; match?: RegExp }
  | { header: string; has?: string; match?: RegExp; endsInPort?: true }
  | { json: string; is?: string; has?: string; match?: RegExp }
  | { scheme: string; param?: string; has?: string }
  | { host: string; match?: RegExp }
  | { path: string }
  | { method: string }
  | { emptyBody: true }
  | { plainText: true }
  | { jsonBody: true }
  | { headerName: RegExp }

/** Where a rule or reference is read: the first group of `match` (or `as` with `$1`, `$2`), the whole value without it. */
export type Reader =
  | { body: RegExp; as?: string }
  | { header: string; match?: RegExp; as?: string }
  | { json: string; match?: RegExp; as?: string }
  | { param: string }
  | { path: RegExp; as?: string }
  | { says: string }

/** How likely each cause is, 0 to 1, given that this product refused so. */
export type Causes = Readonly<Partial<Record<Cause, number>>>

/**
 * A reason that a product gives in more than one way: the first case whose clue is there replaces the signature's causes,
 * and its layer where the words prove that a party further inside refused.
 */
export type Case = { when: Clue; causes: Causes; layer?: Layer; means?: string; rule?: readonly Reader[]; verdict?: Verdict }

/** What a signature must find, run as a test. The product is the signature's own, the layer too where none is said. */
export type Example = {
  status: number
  headers?: Readonly<Record<string, string>>
  body?: string
  method?: string
  url?: string
  layer?: Layer
  cause?: Cause
  rule?: string
  verdict?: Verdict
}

/**
 * One way in which one product refuses. All of `all`, one of `any` and nothing of `none` must be there.
 * `statuses` defaults to every status from 400 on; a signature that names a status outside the usual refusals makes it one.
 * `success`: under a status below 400 one of these must be there too, since pages that pass load or mention the same things.
 * `stock`: the words are the product's own and the same for every reason, so general wordings in them tell nothing.
 * `confidence`: how sure the product is, 0 to 1. `wording` as product `unknown` proves a reason and no product.
 * `source` is a URL or the name of the document where the fact stands.
 */
export type Signature = {
  id: string
  product: string
  layer: Layer
  confidence: number
  statuses?: readonly number[]
  all?: readonly Clue[]
  any?: readonly Clue[]
  none?: readonly Clue[]
  success?: readonly Clue[]
  verdict?: Verdict
  stock?: true
  means: string
  causes: Causes
  cases?: readonly Case[]
  rule?: readonly Reader[]
  references?: readonly { name: string; lookUp: string; read: Reader }[]
  source: string
  examples: readonly Example[]
}
