import type { Core } from '../core.ts'
import { APP, type Channel, type Person } from '../workspace/state.ts'

/** What every interaction's payload begins with. */
export function payloadHead(type: string, person: Person): Record<string, unknown> {
  return {
    type,
    team: { id: APP.teamId, domain: APP.teamDomain },
    user: { id: person.id, username: person.name, name: person.name, team_id: APP.teamId },
    api_app_id: APP.appId,
    token: APP.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** A channel as payloads name it. */
export function payloadChannel(channel: Channel): { id: string; name: string } {
  const names = { public: channel.name, private: 'privategroup', im: 'directmessage' }
  return { id: channel.id, name: names[channel.kind] }
}

/** The address of a response_url. */
export function responseUrl(core: Core, id: string): string {
  return `${core.baseUrl()}/hooks/${id}`
}

/** The moment of an action, as payloads write it. */
export function actionTs({ workspace }: Core): string {
  return (workspace.now().getTime() / 1000).toFixed(6)
}
