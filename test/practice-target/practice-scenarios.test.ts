import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogOf } from '../../src/checks/registry.ts'
import { Cause } from '../../src/denial/denial.ts'
import { practiceScenarios } from '../../src/practice/target/practice-scenarios.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import { parseCommand } from '../../src/slack/command/parse-command.ts'

const FOLDER = join(import.meta.dirname, '../../runbooks')
const files = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]))
const { set, problems } = lintRunbooks(files, catalogOf(), { today: new Date('2026-11-23') })
const steps = [...(set?.stepByAddress.values() ?? [])]
const outcomes = steps.flatMap(({ address, outcome }) => (outcome ? [{ address, ...outcome }] : []))
const scenarios = practiceScenarios('http://127.0.0.1:3403/practice/target')

test('the shipped runbooks lint clean', () => {
  expect(problems).toEqual([])
})

test('every cause in the closed list is the outcome of some step', () => {
  const reached = new Set(outcomes.map(({ cause }) => cause))

  expect(Cause.options.filter((cause) => !reached.has(cause))).toEqual([])
})

test('every outcome says what to do, whom to call and how to verify it', () => {
  const poor = outcomes.filter(({ fix, escalate, verify }) => fix.length < 80 || !escalate || !verify)

  expect(poor.map(({ address }) => address)).toEqual([])
})

test('every question can be answered with “I can’t tell”, or with another way on for who does not know', () => {
  const questions = steps.filter(({ branches }) => branches.filter(({ kind }) => kind === 'answer').length > 0)
  const unsure =
    /can(no|')t|No log|no line|know no more|solved|From nowhere|How|refused in the same way|never more than|nobody knows|edge case/i
  const forced = questions.filter(({ branches }) => !branches.some((branch) => branch.kind === 'answer' && unsure.test(branch.label)))

  expect(forced.map(({ address }) => address)).toEqual([])
})

test('every scenario ends at an outcome of the cause that it expects', () => {
  const wrong = scenarios.filter(({ expected }) => set?.stepByAddress.get(expected.step)?.outcome?.cause !== expected.cause)

  expect(wrong.map(({ id, expected }) => `${id}: ${expected.step}`)).toEqual([])
})

test('every scenario’s answers are buttons of a question', () => {
  const labels = new Set(
    steps.flatMap((step) => step.branches.flatMap((branch) => (branch.kind === 'answer' ? [`${step.title}|${branch.label}`] : []))),
  )
  const unknown = scenarios.flatMap(({ id, answers = [] }) =>
    answers.filter(({ question, answer }) => !labels.has(`${question}|${answer}`)).map(({ answer }) => `${id}: ${answer}`),
  )

  expect(unknown).toEqual([])
})

test('every cause has a scenario, and no two scenarios share an id', () => {
  const causes = new Set(scenarios.map(({ expected }) => expected.cause))

  expect(Cause.options.filter((cause) => !causes.has(cause))).toEqual([])
  expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length)
})

test('every command opens an incident on the practice target', () => {
  const kinds = scenarios.map(({ command }) => parseCommand(command.replace(/^\/why403 /, '')).kind)

  expect(new Set(kinds)).toEqual(new Set(['open']))
})
