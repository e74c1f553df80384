import { checkId } from './names/check-id.ts'
import { checkParameters } from './names/check-parameters.ts'
import { conditionSyntax } from './names/condition-syntax.ts'
import { templateSyntax } from './names/template-syntax.ts'
import { unknownCause } from './names/unknown-cause.ts'
import { unknownCheck } from './names/unknown-check.ts'
import { unknownField } from './names/unknown-field.ts'
import { checkBlock } from './page/check-block.ts'
import { duplicateStep } from './page/duplicate-step.ts'
import { emptyHeading } from './page/empty-heading.ts'
import { fenceName } from './page/fence-name.ts'
import { frontMatter } from './page/front-matter.ts'
import { misplacedBlock } from './page/misplaced-block.ts'
import { missingOwner } from './page/missing-owner.ts'
import { noSteps } from './page/no-steps.ts'
import { oneEnding } from './page/one-ending.ts'
import { outcomeBlock } from './page/outcome-block.ts'
import { reviewDate } from './page/review-date.ts'
import { deadEnd } from './paths/dead-end.ts'
import { deadLink } from './paths/dead-link.ts'
import { endlessCycle } from './paths/endless-cycle.ts'
import { longAnswer } from './paths/long-answer.ts'
import { manyAnswers } from './paths/many-answers.ts'
import { sameAnswer } from './paths/same-answer.ts'
import { stuckStep } from './paths/stuck-step.ts'
import { twoDefaults } from './paths/two-defaults.ts'
import { unreachableStep } from './paths/unreachable-step.ts'
import type { LintRule } from './rule.ts'

/** Every rule of lint by its name. */
export const RULES = {
  'front-matter': frontMatter,
  'missing-owner': missingOwner,
  'review-date': reviewDate,
  'no-steps': noSteps,
  'duplicate-step': duplicateStep,
  'empty-heading': emptyHeading,
  'fence-name': fenceName,
  'misplaced-block': misplacedBlock,
  'check-block': checkBlock,
  'check-id': checkId,
  'unknown-check': unknownCheck,
  'check-parameters': checkParameters,
  'condition-syntax': conditionSyntax,
  'template-syntax': templateSyntax,
  'unknown-field': unknownField,
  'outcome-block': outcomeBlock,
  'unknown-cause': unknownCause,
  'one-ending': oneEnding,
  'dead-end': deadEnd,
  'stuck-step': stuckStep,
  'two-defaults': twoDefaults,
  'same-answer': sameAnswer,
  'long-answer': longAnswer,
  'many-answers': manyAnswers,
  'dead-link': deadLink,
  'unreachable-step': unreachableStep,
  'endless-cycle': endlessCycle,
} satisfies Readonly<Record<string, LintRule>>
