import { CheckFailed } from '../check-failed.ts'
import type { Question } from './question.ts'

/** The Authorization header with which an identity asks about itself. @throws CheckFailed (`invalid`) where it has no bearer token; `secret.missing` */
export async function ownAuthorization({ context, as }: Question): Promise<Record<string, string>> {
  const { bearer } = await context.credential(as)
  if (bearer !== undefined) return { authorization: `Bearer ${bearer}` }
  throw new CheckFailed('invalid', `${context.identity(as).name} has no bearer token to ask about itself with`)
}
