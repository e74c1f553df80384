ALTER TABLE "installations" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "installations" CASCADE;--> statement-breakpoint
DROP INDEX "sealed_secrets_incident";--> statement-breakpoint
ALTER TABLE "sealed_secrets" DROP COLUMN "incident";