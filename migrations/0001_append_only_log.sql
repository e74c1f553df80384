-- The log of an incident is what happened: nothing but INSERT is let through.
CREATE FUNCTION "refuse_log_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'incident_events is append-only: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "incident_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "incident_events"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_log_change"();
