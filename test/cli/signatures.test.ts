import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { lintReport } from '../../src/cli/signatures/lint-report.ts'
import { signatures } from '../../src/cli/signatures.ts'
import { terminalPage } from '../../src/cli/terminal/terminal-page.ts'
import { exampleSignature } from '../../src/denial/lint/example-signature.ts'
import { FAMILIES, SIGNATURES } from '../../src/denial/signature-registry.ts'

const PLAIN = terminalPage({ env: {} } as Parameters<typeof terminalPage>[0])
const PRODUCTS = new Set(SIGNATURES.map(({ product }) => product).filter((product) => product !== 'unknown'))

async function run(args: string[], columns?: number) {
  const told = { out: '', err: '' }
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        told[name] += String(chunk)
        done()
      },
    })
  const status = await signatures(args, {
    stdin: process.stdin,
    stdout: into('out'),
    stderr: into('err'),
    isTty: false,
    ...(columns === undefined ? {} : { columns }),
    cwd: '/',
    env: { NO_COLOR: '1' },
    now: () => new Date(0),
  })
  return { status, ...told }
}
const json = async (...args: string[]) => JSON.parse((await run([...args, '--json'])).out)

describe('without words', () => {
  test('the counts add up: by layer and by family, in JSON and for people', async () => {
    const counts = await json()

    expect(counts).toMatchObject({ signatures: SIGNATURES.length, products: PRODUCTS.size })
    for (const rows of [counts.layers, counts.families]) {
      expect(rows.reduce((sum: number, row: { signatures: number }) => sum + row.signatures, 0)).toBe(SIGNATURES.length)
    }
    expect(counts.families).toHaveLength(Object.keys(FAMILIES).length)
    expect(counts.families[0]).toMatchObject({ family: 'nginx', file: 'src/denial/signatures/servers/nginx.ts' })
    expect((await run([])).out).toContain(`${SIGNATURES.length} signatures of ${PRODUCTS.size} products`)
  })

  test.each([80, 40])('a terminal of %i columns holds every line', async (columns) => {
    const { out } = await run([], columns)

    expect(out.split('\n').filter((line) => line.length > columns)).toEqual([])
  })
})

describe('with words', () => {
  test('one product is shown in full: what proves it, causes, where the rule is read, source', async () => {
    const { status, out } = await run(['sucuri'])

    expect(status).toBe(0)
    for (const row of [
      /^sucuri \(/,
      /src\/denial\/signatures\/edges\/cdn-firewalls\.ts/,
      /proved by +\S/,
      /causes +WAF rule/,
      /rule from +\S/,
      /source +https:/,
    ]) {
      expect(out).toMatch(row)
    }
  })

  test('a name of a product means that product, though others hold it too', async () => {
    const { matches } = await json('nginx')

    expect(new Set(matches.map(({ product }: { product: string }) => product))).toEqual(new Set(['nginx']))
  })

  test('a layer, a family and a cause mean just that; several words must all fit', async () => {
    const cdns = (await json('cdn')).matches
    const both = (await json('cdn', 'rate-limit')).matches

    expect(new Set(cdns.map(({ layer }: { layer: string }) => layer))).toEqual(new Set(['cdn']))
    expect(both.length).toBeLessThan(cdns.length)
    expect((await json('aws-edge')).matches).toHaveLength(FAMILIES['clouds/aws-edge']?.length ?? 0)
  })

  test('a pattern is told as text, and examples are left out', async () => {
    const [first] = (await json('sucuri')).matches

    expect(JSON.stringify(first)).not.toContain('{}')
    expect(first).not.toHaveProperty('examples')
  })

  test('several products are listed, with one to look at next', async () => {
    const { out } = await run(['aws'])

    expect(out).toMatch(/^\d+ products fit aws, by \d+ signatures\n/)
    expect(out).toMatch(/why403 signatures \S+ shows one in full/)
  })

  test('nothing that fits is status 1 and names what was probably meant', async () => {
    expect(await run(['nginxx'])).toEqual({
      status: 1,
      out: '',
      err: 'why403 signatures: found nothing that fits "nginxx", expected a product, layer, family or cause; did you mean nginx?\n',
    })
  })
})

describe('--lint', () => {
  test('says that all is well with the signatures of this repository: status 0', async () => {
    expect(await run(['--lint'])).toEqual({ status: 0, out: `${SIGNATURES.length} signatures: no problems\n`, err: '' })
    expect(await json('--lint')).toEqual({ signatures: SIGNATURES.length, problems: [] })
  })

  test('a problem is one line with file, signature, what was found, what was expected and the rule', () => {
    const { text, problems } = lintReport({ 'our-gateway': [exampleSignature({ examples: [] })] }, PLAIN)

    expect(text).toBe(
      'src/denial/signatures/our-gateway.ts:gate/page error Unexpected no example, expected an answer that the product gives, with the cause that is read from it. [missing-example]\n1 signature: 1 problem\n',
    )
    expect(problems.problems).toHaveLength(1)
  })

  test('with words beside it is a mistake of usage: status 2', async () => {
    expect((await run(['--lint', 'nginx'])).status).toBe(2)
  })
})

test('--help tells the forms, the exit statuses and examples', async () => {
  const { status, out } = await run(['--help'])

  expect(status).toBe(0)
  expect(out).toMatch(/^why403 signatures \[WORD…\]/)
  expect(out).toContain('Exit status')
})
