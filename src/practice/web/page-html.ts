import { createHash } from 'node:crypto'

const IMPORTS = {
  preact: '/practice/lib/preact.mjs',
  'preact/hooks': '/practice/lib/hooks.mjs',
  htm: '/practice/lib/htm.mjs',
}
const IMPORT_MAP = JSON.stringify({ imports: IMPORTS })
const IMPORT_MAP_HASH = createHash('sha256').update(IMPORT_MAP).digest('base64')
const STYLES = ['base', 'layout', 'message', 'elements', 'modal', 'panels']

/** Nothing runs but this page's own modules; nothing is loaded or sent elsewhere. */
export const PAGE_CSP = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${IMPORT_MAP_HASH}'`,
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The practice page: an empty frame that its modules fill. */
export const PAGE_HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>why403 practice workspace</title>
<link rel="icon" href="/practice/page/icon.svg">
${STYLES.map((name) => `<link rel="stylesheet" href="/practice/page/styles/${name}.css">`).join('\n')}
<script type="importmap">${IMPORT_MAP}</script>
<script type="module" src="/practice/page/main.js"></script>
</head>
<body><div id="root"></div><noscript>The practice workspace needs JavaScript.</noscript></body>
</html>
`
