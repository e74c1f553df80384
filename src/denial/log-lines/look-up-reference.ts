/** Where an id that a log line names is found again; by the names that the formats give. */
const LOOK_UPS: Readonly<Record<string, string>> = {
  'request id': 'every log of this request, field request_id or x-request-id',
  'trace id': 'tracing back end (Jaeger, Tempo, Datadog, X-Ray), and the application log, field trace_id',
  'correlation id': 'application logs, field correlation id',
  'unique id': 'ModSecurity audit log, field unique_id; Apache access log, %{UNIQUE_ID}e',
}
const OTHERWISE = 'the other logs of this request'

/** Where to look an id of a log line up, by its name. */
export function lookUpReference(name: string): string {
  return LOOK_UPS[name] ?? OTHERWISE
}
