import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { serverFolder } from './foreground-server.ts'

/** Paths of what a test's own authority signed: a server's certificate for 127.0.0.1 and a client's. */
export type Certificates = {
  folder: string
  authority: string
  server: { certificate: string; key: string }
  client: { certificate: string; key: string }
}

/** Makes an authority, and a certificate of it for a server on loopback and for a client; `openssl` does the work. */
export function makeCertificates(): Certificates {
  const folder = serverFolder('certificates', { 'names.txt': 'subjectAltName=IP:127.0.0.1\n' })
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl('req', '-x509', ...newKey, '-keyout', 'authority.key', '-out', 'authority.pem', '-days', '2', '-subj', '/CN=Test authority')
  for (const name of ['server', 'client']) {
    openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
    const signed = ['-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial', '-days', '2', '-extfile', 'names.txt']
    openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...signed)
  }
  return {
    folder,
    authority: at('authority.pem'),
    server: { certificate: at('server.pem'), key: at('server.key') },
    client: { certificate: at('client.pem'), key: at('client.key') },
  }
}
