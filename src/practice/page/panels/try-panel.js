import { useEffect, useState } from 'preact/hooks'
import { html } from '../html.js'
import { Icon } from '../parts/icons.js'
import { useWorkspace } from '../workspace-context.js'

const TRIED = 'why403-practice-tried'

/** Refusals to try, each with its story; one press puts its command into the message box. */
export function TryPanel() {
  const { go, setDrawer, composer, place } = useWorkspace()
  const [scenarios, setScenarios] = useState([])
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(readTried)
  useEffect(() => {
    fetch('/practice/scenarios')
      .then((response) => response.json())
      .then(setScenarios, () => setScenarios([]))
  }, [])
  const use = (scenario) => {
    const next = [...new Set([...tried, scenario.id])]
    localStorage.setItem(TRIED, JSON.stringify(next))
    setTried(next)
    setDrawer('')
    if (place.room === 'home') go({ room: 'incidents', thread: undefined })
    requestAnimationFrame(() => composer.current?.fill(scenario.command))
  }
  const shown = scenarios.filter((one) => `${one.title} ${one.story} ${one.command}`.toLowerCase().includes(words.toLowerCase()))
  return html`<aside class="pane try" aria-label="Things to try">
    <header class="pane-head">
      <h2>Things to try <small>${scenarios.length > 0 && `${tried.length} of ${scenarios.length}`}</small></h2>
      <button type="button" class="icon-button narrow-only" aria-label="Close" onClick=${() => setDrawer('')}><${Icon} name="close" /></button>
    </header>
    <div class="pane-body" tabindex="0">
      <p class="muted">A target on this machine really refuses these requests. Pick one, press Enter, and answer what only a person can know.</p>
      ${scenarios.length > 8 && html`<input class="field" type="search" placeholder="Find a refusal" aria-label="Find a refusal" value=${words} onInput=${(event) => setWords(event.target.value)} />`}
      ${shown.map((scenario) => html`<${Scenario} key=${scenario.id} scenario=${scenario} done=${tried.includes(scenario.id)} onUse=${() => use(scenario)} />`)}
      ${scenarios.length === 0 && html`<p class="empty">No scenarios are here.</p>`}
    </div>
  </aside>`
}

function Scenario({ scenario, done, onUse }) {
  return html`<details class="scenario" name="scenario">
    <summary>${scenario.title}${done && html`<span class="done" title="Tried"><${Icon} name="check" /></span>`}</summary>
    <p>${scenario.story}</p>
    <button type="button" class="command" onClick=${onUse} title="Put this into the message box"><code>${scenario.command}</code></button>
    ${scenario.answers?.length > 0 && html`<${Answers} answers=${scenario.answers} />`}
    ${scenario.approve && html`<p class="muted">Press “Send … for real” when it is offered.</p>`}
    <button type="button" class="button small primary" onClick=${onUse}>Try it</button>
  </details>`
}

function Answers({ answers }) {
  return html`<div class="answers"><strong>When a person is asked</strong>
    <dl>${answers.map((one, index) => html`<dt key=${`q${index}`}>${one.question}</dt><dd key=${`a${index}`}>${one.answer}</dd>`)}</dl>
  </div>`
}

function readTried() {
  try {
    return JSON.parse(localStorage.getItem(TRIED) ?? '[]')
  } catch {
    return []
  }
}
