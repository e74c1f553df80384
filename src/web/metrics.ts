import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What is read at each scrape rather than counted. */
type MetricSources = {
  incidentsByState(): Promise<Readonly<Record<string, number>>>
  queueDepth(): Promise<Readonly<Record<string, number>>>
}

/** Counting hooks for the parts, and the text of `/metrics`. */
export type Metrics = {
  probe(facts: { target: string; result: string }): void
  step(): void
  verified(outcome: string): void
  slackCall(method: string, status: string): void
  ack(ms: number): void
  opened(): void
  /** With `names`, what is counted for each target too: what a team runs is nobody else's business. */
  text(shown: { names: boolean }): Promise<string>
}

/** Prometheus metrics in a registry of their own, names prefixed `why403_`, times in seconds. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const named = new Registry()
  collectDefaultMetrics({ register: registry })
  const opened = new Counter({ name: 'why403_incidents_opened_total', help: 'Incidents opened by this process', registers })
  const steps = new Counter({ name: 'why403_walk_steps_total', help: 'Runbook steps entered by this process', registers })
  const verified = new Counter({
    name: 'why403_verifications_total',
    help: 'Fixes verified by this process, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const probes = new Counter({ name: 'why403_probes_total', help: 'Probes sent, by result', labelNames: ['result'], registers })
  const probesByTarget = new Counter({
    name: 'why403_target_probes_total',
    help: 'Probes sent, by target and result; told with the API token only',
    labelNames: ['target', 'result'],
    registers: [named],
  })
  const calls = new Counter({
    name: 'why403_slack_calls_total',
    help: 'Slack Web API calls, by method and status',
    labelNames: ['method', 'status'],
    registers,
  })
  const ack = new Histogram({
    name: 'why403_slack_ack_seconds',
    help: 'From the arrival of a Slack request to its answer',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3],
    registers,
  })
  gaugeOf({ name: 'why403_incidents', help: 'Incidents stored, by state', label: 'state', read: sources.incidentsByState, registers })
  gaugeOf({ name: 'why403_queue_depth', help: 'Jobs waiting, by queue', label: 'queue', read: sources.queueDepth, registers })
  return {
    probe({ target, result }) {
      probes.inc({ result })
      probesByTarget.inc({ target, result })
    },
    step: () => steps.inc(),
    verified: (outcome) => verified.inc({ outcome }),
    slackCall: (method, status) => calls.inc({ method, status }),
    ack: (ms) => ack.observe(ms / 1000),
    opened: () => opened.inc(),
    text: async ({ names }) => `${await registry.metrics()}${names ? await named.metrics() : ''}`,
  }
}

type GaugeOf = { name: string; help: string; label: string; read: () => Promise<Readonly<Record<string, number>>>; registers: Registry[] }

function gaugeOf({ name, help, label, read, registers }: GaugeOf): void {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers,
    async collect() {
      this.reset()
      for (const [key, value] of Object.entries(await read())) this.set({ [label]: key }, value)
    },
  })
}
