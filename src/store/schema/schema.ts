import { sql } from 'drizzle-orm'
import { bigserial, boolean, check, index, integer, pgTable, primaryKey, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { json, text } from './columns.ts'

/*
 * Every table of why403, in the project's words. After a change: `npm run db:generate` writes the migration.
 * pg-boss keeps its own tables in its own schema, `pgboss`.
 */

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** The projection of each incident's log, for listing, and the lease of whoever drives it. INC-n is `incident`. */
export const incidents = pgTable(
  'incidents',
  {
    incident: integer('incident').primaryKey(),
    /** Seq of the last event: what an append must have seen. */
    seq: integer('seq').notNull(),
    state: text('state').notNull(),
    status: text('status'),
    target: text('target').notNull(),
    method: text('method').notNull(),
    url: text('url').notNull(),
    layer: text('layer'),
    product: text('product'),
    cause: text('cause'),
    title: text('title'),
    /** The machine's turn: somebody must drive this incident on. */
    due: boolean('due').notNull(),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
  },
  (table) => [
    index('incidents_due').on(table.leaseUntil).where(sql`${table.due}`),
    index('incidents_state').on(table.state, table.incident),
  ],
)

/** Each incident's log. Append-only: a trigger refuses anything else. */
export const incidentEvents = pgTable(
  'incident_events',
  {
    incident: integer('incident')
      .notNull()
      .references(() => incidents.incident),
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    actor: json('actor').notNull(),
    type: text('type').notNull(),
    data: json('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.incident, table.seq] }), check('incident_events_seq', sql`${table.seq} > 0`)],
)

/** What refused before, how it was mended, and whether people found it true since. */
export const rules = pgTable(
  'rules',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    number: bigserial('number', { mode: 'number' }).notNull(),
    incident: integer('incident').notNull(),
    layer: text('layer').notNull(),
    product: text('product').notNull(),
    cause: text('cause').notNull(),
    rule: text('rule').notNull(),
    target: text('target').notNull(),
    route: text('route').notNull(),
    method: text('method').notNull(),
    identityClass: text('identity_class').notNull(),
    fix: text('fix').notNull(),
    prevention: text('prevention').notNull(),
    resolvedBy: json('resolved_by').notNull(),
    resolvedAt: instant('resolved_at').notNull(),
    confirmations: integer('confirmations').notNull().default(0),
    refutations: integer('refutations').notNull().default(0),
    state: text('state').notNull().default('active'),
    supersededBy: uuid('superseded_by'),
  },
  (table) => [uniqueIndex('rules_number').on(table.number), index('rules_incident').on(table.incident)],
)

/** Inverted index: which rules show a feature. */
export const ruleFeatures = pgTable(
  'rule_features',
  {
    feature: text('feature').notNull(),
    rule: uuid('rule')
      .notNull()
      .references(() => rules.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.feature, table.rule] }), index('rule_features_rule').on(table.rule)],
)

/** Every text of the runbooks that was ever loaded, by content hash. Immutable. */
export const runbookRevisions = pgTable('runbook_revisions', {
  hash: text('hash').primaryKey(),
  /** File name to markdown. */
  files: json('files').notNull(),
  author: text('author').notNull(),
  at: instant('at').notNull(),
  parent: text('parent'),
})

/** One row: the revision in use, and the one last imported from disk. They differ after an edit made elsewhere. */
export const runbookHead = pgTable(
  'runbook_head',
  {
    id: integer('id').primaryKey().default(1),
    revision: text('revision')
      .notNull()
      .references(() => runbookRevisions.hash),
    imported: text('imported').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [check('runbook_head_single', sql`${table.id} = 1`)],
)

/** What Slack sent, kept before it is acknowledged. `key` makes a redelivery a duplicate. */
export const slackInbox = pgTable(
  'slack_inbox',
  {
    key: text('key').primaryKey(),
    kind: text('kind').notNull(),
    /** Sealed: a command may hold a pasted secret. Null once finished. */
    payload: text('payload'),
    receivedAt: instant('received_at').notNull(),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    finishedAt: instant('finished_at'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
  },
  (table) => [
    index('slack_inbox_unfinished').on(table.receivedAt).where(sql`${table.finishedAt} is null`),
    index('slack_inbox_finished').on(table.finishedAt).where(sql`${table.finishedAt} is not null`),
  ],
)

/** What an incident has in Slack, one row per slot (`card`, `outcome`, `escalation-12`): what is posted, what is due. */
export const slackMessages = pgTable(
  'slack_messages',
  {
    incident: integer('incident')
      .notNull()
      .references(() => incidents.incident),
    slot: text('slot').notNull(),
    team: text('team').notNull(),
    channel: text('channel').notNull(),
    threadTs: text('thread_ts'),
    ts: text('ts'),
    /** Hash of what Slack shows now. */
    postedHash: text('posted_hash'),
    /** The incident's seq that Slack shows now. */
    postedSeq: integer('posted_seq'),
    /** `due`: to be posted or edited; `posting`: a call is on its way; `posted`; `gone`: never to be tried again. */
    state: text('state').notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAt: instant('next_at'),
    lastError: text('last_error'),
    /** Sealed response_url with its uses, when the message came by one. */
    responseUrl: text('response_url'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.incident, table.slot] }),
    index('slack_messages_due').on(table.nextAt).where(sql`${table.state} in ('due', 'posting')`),
    index('slack_messages_ts').on(table.team, table.channel, table.ts),
  ],
)

/** Secrets that must outlive a process, sealed by the vault, until they expire. */
export const sealedSecrets = pgTable(
  'sealed_secrets',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    sealed: text('sealed').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('sealed_secrets_expires').on(table.expiresAt)],
)

/** Numbers that are never given twice, without gaps even after a crash (a sequence skips up to 32 then). */
export const counters = pgTable('counters', {
  name: text('name').primaryKey(),
  value: integer('value').notNull(),
})

/** Facts about the database itself, by name; `key-check` proves that the secret key is the one it was sealed with. */
export const settings = pgTable('settings', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
})
