import type { ScenarioDraft } from '../scenario.ts'

/** Three incidents as they really happen. */
export const storyScenarios: readonly ScenarioDraft[] = [
  {
    id: 'new-namespace',
    title: 'A new project that nobody may enter',
    story:
      'The team has moved its reports into the new namespace aurora this morning. Everybody gets "RBAC: access denied", in borealis the same request passes. The namespace inherited default-deny and nobody wrote the first allow rule.',
    request: 'GET /mesh/aurora/reports',
    as: 'member',
    expected: { cause: 'default-deny', layer: 'mesh', step: 'acl.md#nothing-was-ever-allowed' },
    answers: [{ question: 'Everybody is refused', answer: 'It is new: nothing was ever allowed here' }],
  },
  {
    id: 'admin-maintenance',
    title: 'An admin kept from the maintenance endpoint',
    story:
      'Ada is an admin and is refused on the maintenance endpoint; Omar, an admin too, passes. The directory gave Ada a role with a spelling mistake: maintainence.',
    request: 'GET /maintenance/status',
    as: 'admin',
    expected: { cause: 'role-misassignment', layer: 'application', step: 'acl.md#the-role-is-not-what-it-should-be' },
  },
  {
    id: 'unusual-header',
    title: 'A normal API call with an unusual header',
    story:
      'Since the last release the orders call is rejected with a support id. The client sends X-Client-Flags: %{beta}, and a strict WAF rule takes any %{…} for an injection. Without the header the same call passes.',
    request: 'GET /waf/orders',
    headers: ['X-Client-Flags: %{beta}'],
    expected: { cause: 'waf-rule', layer: 'waf', step: 'waf.md#the-part-is-found' },
  },
]
