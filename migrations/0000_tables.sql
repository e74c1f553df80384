CREATE TABLE "counters" (
	"name" text PRIMARY KEY NOT NULL,
	"value" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident_events" (
	"incident" integer NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "incident_events_incident_seq_pk" PRIMARY KEY("incident","seq"),
	CONSTRAINT "incident_events_seq" CHECK ("incident_events"."seq" > 0)
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"incident" integer PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"state" text NOT NULL,
	"status" text,
	"target" text NOT NULL,
	"method" text NOT NULL,
	"url" text NOT NULL,
	"layer" text,
	"product" text,
	"cause" text,
	"title" text,
	"due" boolean NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"lease_owner" text,
	"lease_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "installations" (
	"key" text PRIMARY KEY NOT NULL,
	"team" text,
	"enterprise" text,
	"installation" text NOT NULL,
	"installed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rule_features" (
	"feature" text NOT NULL,
	"rule" uuid NOT NULL,
	CONSTRAINT "rule_features_feature_rule_pk" PRIMARY KEY("feature","rule")
);
--> statement-breakpoint
CREATE TABLE "rules" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" bigserial NOT NULL,
	"incident" integer NOT NULL,
	"layer" text NOT NULL,
	"product" text NOT NULL,
	"cause" text NOT NULL,
	"rule" text NOT NULL,
	"target" text NOT NULL,
	"route" text NOT NULL,
	"method" text NOT NULL,
	"identity_class" text NOT NULL,
	"fix" text NOT NULL,
	"prevention" text NOT NULL,
	"resolved_by" jsonb NOT NULL,
	"resolved_at" timestamp (3) with time zone NOT NULL,
	"confirmations" integer DEFAULT 0 NOT NULL,
	"refutations" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"superseded_by" uuid
);
--> statement-breakpoint
CREATE TABLE "runbook_head" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"revision" text NOT NULL,
	"imported" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "runbook_head_single" CHECK ("runbook_head"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "runbook_revisions" (
	"hash" text PRIMARY KEY NOT NULL,
	"files" jsonb NOT NULL,
	"author" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"parent" text
);
--> statement-breakpoint
CREATE TABLE "sealed_secrets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"incident" integer,
	"sealed" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slack_inbox" (
	"key" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"payload" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"lease_owner" text,
	"lease_until" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "slack_messages" (
	"incident" integer NOT NULL,
	"slot" text NOT NULL,
	"team" text NOT NULL,
	"channel" text NOT NULL,
	"thread_ts" text,
	"ts" text,
	"posted_hash" text,
	"posted_seq" integer,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"last_error" text,
	"response_url" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "slack_messages_incident_slot_pk" PRIMARY KEY("incident","slot")
);
--> statement-breakpoint
ALTER TABLE "incident_events" ADD CONSTRAINT "incident_events_incident_incidents_incident_fk" FOREIGN KEY ("incident") REFERENCES "public"."incidents"("incident") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_features" ADD CONSTRAINT "rule_features_rule_rules_id_fk" FOREIGN KEY ("rule") REFERENCES "public"."rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runbook_head" ADD CONSTRAINT "runbook_head_revision_runbook_revisions_hash_fk" FOREIGN KEY ("revision") REFERENCES "public"."runbook_revisions"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_messages" ADD CONSTRAINT "slack_messages_incident_incidents_incident_fk" FOREIGN KEY ("incident") REFERENCES "public"."incidents"("incident") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incidents_due" ON "incidents" USING btree ("lease_until") WHERE "incidents"."due";--> statement-breakpoint
CREATE INDEX "incidents_state" ON "incidents" USING btree ("state","incident");--> statement-breakpoint
CREATE INDEX "rule_features_rule" ON "rule_features" USING btree ("rule");--> statement-breakpoint
CREATE UNIQUE INDEX "rules_number" ON "rules" USING btree ("number");--> statement-breakpoint
CREATE INDEX "rules_incident" ON "rules" USING btree ("incident");--> statement-breakpoint
CREATE INDEX "sealed_secrets_expires" ON "sealed_secrets" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sealed_secrets_incident" ON "sealed_secrets" USING btree ("incident");--> statement-breakpoint
CREATE INDEX "slack_inbox_unfinished" ON "slack_inbox" USING btree ("received_at") WHERE "slack_inbox"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "slack_inbox_finished" ON "slack_inbox" USING btree ("finished_at") WHERE "slack_inbox"."finished_at" is not null;--> statement-breakpoint
CREATE INDEX "slack_messages_due" ON "slack_messages" USING btree ("next_at") WHERE "slack_messages"."state" in ('due', 'posting');--> statement-breakpoint
CREATE INDEX "slack_messages_ts" ON "slack_messages" USING btree ("team","channel","ts");