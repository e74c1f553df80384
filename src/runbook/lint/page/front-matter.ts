import { flawProblems, type LintRule } from '../rule.ts'

/** The YAML on top must be readable, and its fields texts. */
export const frontMatter: LintRule = {
  summary: 'front matter that cannot be read',
  check: (context) => flawProblems(context, 'front-matter'),
  examples: [
    {
      name: 'a handle without quotes',
      files: { 'http-403.md': '---\nowner: @team\n---\n## A\n' },
      problems: [{ line: 2, column: 8, found: '`@team`' }],
    },
    {
      name: 'a list as owner',
      files: { 'http-403.md': '---\nowner: [a, b]\n---\n' },
      problems: [{ line: 2, column: 8, found: 'a list as `owner`' }],
    },
    {
      name: 'never closed',
      files: { 'http-403.md': '---\nowner: a\n## A\n' },
      problems: [{ line: 1, column: 1, found: 'front matter that is never closed' }],
    },
    { name: 'other fields are welcome', files: { 'http-403.md': '---\nowner: a\ntags: [x]\n---\n' }, problems: [] },
  ],
}
