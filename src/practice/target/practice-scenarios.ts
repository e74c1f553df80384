import type { Scenario, ScenarioDraft } from './scenario.ts'
import { peopleScenarios } from './scenarios/people.ts'
import { serverScenarios } from './scenarios/servers.ts'
import { storyScenarios } from './scenarios/stories.ts'

/** Every scenario of the practice target at `root`, the stories first. */
export function practiceScenarios(root: string): Scenario[] {
  return [...storyScenarios, ...peopleScenarios, ...serverScenarios].map((draft) => scenarioAt(root, draft))
}

function scenarioAt(root: string, { request, as, headers, ...scenario }: ScenarioDraft): Scenario {
  const [method, path] = request.split(' ', 2)
  const command = headers
    ? `/why403 curl -X ${method} '${root}${path}' ${headers.map((header) => `-H '${header}'`).join(' ')}`
    : `/why403 ${method} ${root}${path}${as ? ` as ${as}` : ''}`
  return { ...scenario, command }
}
