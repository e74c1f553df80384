import { z } from 'zod'

/** Where a secret lies; never the secret itself. */
export const SecretRef = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })])
export type SecretRef = z.infer<typeof SecretRef>
