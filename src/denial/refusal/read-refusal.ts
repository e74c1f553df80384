import type { Exchange } from '../../exchange.ts'
import { readReferences } from '../answer/known-references.ts'
import { type Answer, readAnswer } from '../answer/read-answer.ts'
import { type Login, readLogin } from '../answer/read-login.ts'
import type { SignatureFinder } from '../matching/signature-finder.ts'
import { chooseRefuser } from './choose-refuser.ts'
import { namedRefusal } from './named-refusal.ts'
import { carriersBut, type Refusal } from './refusal.ts'
import { unnamedRefusal } from './unnamed-refusal.ts'

const LOGIN_CONFIDENCE = 0.85

/** Reads who refused an exchange that has a response, and what its words speak for. */
export function readRefusal(exchange: Exchange & { response: NonNullable<Exchange['response']> }, find: SignatureFinder): Refusal {
  const answer = readAnswer(exchange.request, exchange.response)
  const login = readLogin(exchange)
  if (login) return loginRefusal(answer, login)
  const matches = find(answer)
  const refuser = chooseRefuser(matches)
  return refuser ? namedRefusal(answer, refuser, matches) : unnamedRefusal(answer, matches)
}

function loginRefusal(answer: Answer, login: Login): Refusal {
  return {
    status: answer.status,
    verdict: 'redirected-to-login',
    layer: login.layer,
    product: login.product,
    confidence: login.product === 'unknown' ? 0.5 : LOGIN_CONFIDENCE,
    hints: [login.layer === 'auth-proxy' ? { 'auth-gateway': 0.6, 'session-state': 0.4 } : { 'session-state': 0.6, 'invalid-token': 0.3 }],
    sights: [{ where: login.where, text: login.text, means: login.means }],
    via: carriersBut(answer, login.product),
    references: readReferences(answer),
  }
}
