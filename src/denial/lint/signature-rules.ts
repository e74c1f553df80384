import { deadLiteral } from './dead-literal.ts'
import { firesOnOthers } from './fires-on-others.ts'
import { missingExample } from './missing-example.ts'
import { missingKey } from './missing-key.ts'
import { missingMeaning } from './missing-meaning.ts'
import { missingSource } from './missing-source.ts'
import { shadowed } from './shadowed.ts'
import { signatureId } from './signature-id.ts'
import type { SignatureRule } from './signature-rule.ts'
import { slowPattern } from './slow-pattern.ts'
import { unknownCause } from './unknown-cause.ts'
import { unknownLayer } from './unknown-layer.ts'
import { wrongAnswer } from './wrong-answer.ts'

/** Every rule of lint over signatures by its name. */
export const SIGNATURE_RULES = {
  'signature-id': signatureId,
  'missing-source': missingSource,
  'missing-example': missingExample,
  'missing-meaning': missingMeaning,
  'unknown-layer': unknownLayer,
  'unknown-cause': unknownCause,
  'dead-literal': deadLiteral,
  'missing-key': missingKey,
  'slow-pattern': slowPattern,
  'wrong-answer': wrongAnswer,
  shadowed,
  'fires-on-others': firesOnOthers,
} satisfies Readonly<Record<string, SignatureRule>>
