import type { Method } from './method.ts'
import { appsConnectionsOpen, authTest } from './methods/auth.ts'
import { chatDelete, chatGetPermalink, chatUpdate } from './methods/chat-edit.ts'
import { chatPostEphemeral, chatPostMessage } from './methods/chat-post.ts'
import { conversationsHistory, conversationsInfo, conversationsOpen, conversationsReplies } from './methods/conversations.ts'
import { usergroupsList, usergroupsUsersList, usersInfo } from './methods/people.ts'
import { reactionsAdd } from './methods/reactions.ts'
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './methods/views.ts'

/** The Web API's methods that the stand-in knows, by name. */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': authTest,
  'apps.connections.open': appsConnectionsOpen,
  'chat.postMessage': chatPostMessage,
  'chat.postEphemeral': chatPostEphemeral,
  'chat.update': chatUpdate,
  'chat.delete': chatDelete,
  'chat.getPermalink': chatGetPermalink,
  'views.open': viewsOpen,
  'views.push': viewsPush,
  'views.update': viewsUpdate,
  'views.publish': viewsPublish,
  'users.info': usersInfo,
  'usergroups.list': usergroupsList,
  'usergroups.users.list': usergroupsUsersList,
  'conversations.info': conversationsInfo,
  'conversations.open': conversationsOpen,
  'conversations.history': conversationsHistory,
  'conversations.replies': conversationsReplies,
  'reactions.add': reactionsAdd,
}
