import { CelScalar, celMethod } from '@bufbuild/cel'

/** Nothing that a condition compares is longer. */
const LENGTH_MAX = 1024 * 1024

/**
 * The first `count` occurrences of `found` replaced, all of them when it is negative. Linear, which matters because the
 * text may be a stranger's answer. @throws RangeError when the result would be longer than a mebibyte
 */
function replaceFirst(text: string, { found, by, count }: { found: string; by: string; count: number }): string {
  const parts: string[] = []
  let length = 0
  let from = 0
  const take = (part: string) => {
    length += part.length
    if (length > LENGTH_MAX) throw new RangeError('the text grew longer than a mebibyte')
    parts.push(part)
  }
  for (let at = text.indexOf(found); at >= 0 && parts.length !== 2 * count; at = text.indexOf(found, from + (found === '' ? 1 : 0))) {
    take(text.slice(from, at))
    take(by)
    from = at + found.length
    if (found === '' && at === text.length) break
  }
  take(text.slice(from))
  return parts.join('')
}

/** CEL's `replace` of its string extensions, in linear time. https://pkg.go.dev/github.com/google/cel-go/ext#Strings */
export const LINEAR_REPLACE = [
  celMethod('replace', CelScalar.STRING, [CelScalar.STRING, CelScalar.STRING], CelScalar.STRING, function (found, by) {
    return replaceFirst(String(this), { found, by, count: -1 })
  }),
  celMethod(
    'replace',
    CelScalar.STRING,
    [CelScalar.STRING, CelScalar.STRING, CelScalar.INT],
    CelScalar.STRING,
    function (found, by, count) {
      return replaceFirst(String(this), { found, by, count: Number(count) })
    },
  ),
]
