/** Where Slack reaches why403: over HTTPS at a public URL, or through Socket Mode without one. */
export type ManifestInput = { url: string } | { socketMode: true }

const LONG_DESCRIPTION =
  'why403 opens an incident for a request that is answered 403 Forbidden, reproduces it, finds out which layer refused, why and by which rule, ' +
  'asks the questions of your runbook one by one with buttons, and keeps the rule that refused. ' +
  'It reads only messages that mention it or that you hand to it with a shortcut; it stores no channel history.'

/**
 * The app manifest for one workspace, schema 2. Optional scopes: posting to public channels without being a member,
 * and looking for its own message after a post whose end it did not see. https://docs.slack.dev/reference/app-manifest
 */
export function appManifest(input: ManifestInput): object {
  const socket = 'socketMode' in input
  const events = socket ? undefined : `${input.url.replace(/\/+$/, '')}/slack/events`
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'why403',
      description: 'Finds out who refused a request, why, and by which rule',
      long_description: LONG_DESCRIPTION,
      background_color: '#1f2937',
    },
    features: features(events),
    oauth_config: {
      scopes: {
        bot: ['commands', 'app_mentions:read', 'chat:write', 'im:write', 'users:read', 'usergroups:read', 'reactions:write'],
        bot_optional: ['chat:write.public', 'channels:history', 'groups:history', 'im:history', 'mpim:history', 'users:read.email'],
      },
    },
    settings: {
      event_subscriptions: {
        ...(events ? { request_url: events } : {}),
        bot_events: ['app_home_opened', 'app_mention', 'app_uninstalled', 'tokens_revoked'],
      },
      interactivity: { is_enabled: true, ...(events ? { request_url: events, message_menu_options_url: events } : {}) },
      org_deploy_enabled: false,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  }
}

function features(events: string | undefined): object {
  return {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: 'why403', always_online: true },
    slash_commands: [
      {
        command: '/why403',
        description: 'Find out why a request is forbidden',
        usage_hint: '[METHOD] URL [as IDENTITY] | curl … | list | INC-12 | rules WORDS | help',
        should_escape: true,
        ...(events ? { url: events } : {}),
      },
    ],
    shortcuts: [
      { name: 'Why 403?', type: 'message', callback_id: 'why403_from_message', description: 'Ask about the request in this message' },
      { name: 'Ask why403', type: 'global', callback_id: 'why403_start', description: 'Open the form of why403' },
    ],
  }
}
