import { z } from 'zod'
import { SecretRef } from '../secret-ref.ts'
import { httpUrl } from './source-url.ts'

const PORT_MAX = 65_535

function isHostAndPort(text: string): boolean {
  const port = Number(/^(?:\[[0-9A-Fa-f:.]+\]|[^\s:/[\]]+):(\d{1,5})$/.exec(text)?.[1] ?? 0)
  return port >= 1 && port <= PORT_MAX
}

/** Where a probe may leave from: straight to an address (HOST:PORT), or through a proxy. Either is listed by standing here. */
export const Vantage = z.union([
  z.strictObject({
    name: z.string().min(1),
    connect: z.string().refine(isHostAndPort, { message: `HOST:PORT with a port from 1 to ${PORT_MAX}` }),
  }),
  z.strictObject({
    name: z.string().min(1),
    proxy: httpUrl,
    basic: z.strictObject({ username: z.string(), password: SecretRef }).optional(),
  }),
])
export type Vantage = z.infer<typeof Vantage>
