import type { FileConfig, TargetConfig } from '../../../config/config.ts'
import type { SecretReader } from '../../../config/read-secret.ts'
import type { Vantage } from '../../../config/sources/vantage.ts'
import { CheckFailed } from '../../check-failed.ts'
import { type Connect, connectPinned, type TlsOptions } from '../address/connect-pinned.ts'
import type { Pins } from '../address/pins.ts'
import { trustedAuthorities } from '../address/trusted-authorities.ts'
import { openConnectWay } from './connect-way.ts'
import { openDirectWay } from './direct-way.ts'
import { openProxyWay } from './proxy-way.ts'
import type { TlsFor, Way, WayChoice } from './way.ts'

type Ground = {
  config: Pick<FileConfig, 'targets'>
  target: string
  incidentUrl: string
  pins: Pins
  connect?: Connect | undefined
  readSecret: SecretReader
}

/** The ways that the probes of one session leave by, each opened when first wanted. */
export type Ways = {
  /** @throws CheckFailed for a vantage that the target has not; `secret.missing` */
  take(choice: WayChoice): Promise<Way>
  close(): Promise<void>
}

type OwnTarget = { name: string; target: TargetConfig | undefined }

/** What belongs to the target alone, its authorities and a client certificate, is for its own origins alone. */
async function tlsOf({ target }: OwnTarget, readSecret: SecretReader, { certificateOf, lookOnly }: WayChoice): Promise<TlsFor> {
  const origins = new Set((target?.urls ?? []).map((url) => new URL(url).origin))
  const certificate = certificateOf === undefined ? undefined : target?.identities[certificateOf]?.clientCertificate
  const ca = target && (await trustedAuthorities(target, readSecret))
  const own: TlsOptions = {
    ...(ca && { ca }),
    ...(certificate && { cert: await readSecret(certificate.certificate), key: await readSecret(certificate.key) }),
    ...(certificate?.passphrase && { passphrase: await readSecret(certificate.passphrase) }),
  }
  const looking = lookOnly ? { rejectUnauthorized: false, allowH2: true } : {}
  return (origin) => ({ ...(origins.has(origin) && own), ...looking })
}

function vantageOf({ name, target }: OwnTarget, wanted: string): Vantage {
  const found = target?.vantages?.find((vantage) => vantage.name === wanted)
  if (found) return found
  const names = target?.vantages?.map((vantage) => vantage.name).join(', ') || 'none'
  throw new CheckFailed('invalid', `the target ${name} has no vantage “${wanted.slice(0, 60)}”; it has ${names}`)
}

/** Makes the ways of a session to one target. */
export function createWays(ground: Ground): Ways {
  const { config, target: name, incidentUrl, pins, connect = connectPinned, readSecret } = ground
  const own = { name, target: config.targets[name] }
  const privateNetwork = (listed: string) => config.targets[listed]?.privateNetwork ?? false
  const open = new Map<string, Promise<Way>>()

  async function openWay(choice: WayChoice): Promise<Way> {
    const common = { pins, connect, tlsFor: await tlsOf(own, readSecret, choice) }
    if (choice.vantage === undefined) return openDirectWay({ ...common, privateNetwork }, choice)
    const vantage = vantageOf(own, choice.vantage)
    if ('connect' in vantage) return openConnectWay({ ...common, incidentUrl }, vantage)
    const { basic } = vantage
    const pair = basic && `${basic.username}:${await readSecret(basic.password)}`
    const authorization = pair === undefined ? undefined : `Basic ${Buffer.from(pair).toString('base64')}`
    return openProxyWay({ ...common, privateNetwork, authorization }, vantage)
  }

  function take(choice: WayChoice): Promise<Way> {
    const { vantage, address, http2, certificateOf, lookOnly } = choice
    const key = JSON.stringify([vantage, address, http2, certificateOf, lookOnly])
    const way = open.get(key) ?? openWay(choice)
    open.set(key, way)
    return way
  }

  async function close(): Promise<void> {
    const opened = await Promise.allSettled(open.values())
    await Promise.all(opened.map((way) => (way.status === 'fulfilled' ? way.value.dispatcher.destroy() : null)))
  }

  return { take, close }
}
