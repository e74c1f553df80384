/** Made-up secrets of the usual kinds; put together at run time, so that no scanner takes this file for a leak. */
export const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhbGljZSIsImV4cCI6MX0', 'c2lnbmF0dXJlLW1hZGUtdXA'].join('.')

export const TOKENS: Readonly<Record<string, string>> = {
  jwt: JWT,
  'access key id': `AKIA${'IOSFODNN7EXAMPLE'}`,
  'github token': `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4'}`,
  'slack token': `xoxb-${'123456789012'}-abcdefGHIJKL`,
  'google key': `AIza${'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q'}`,
  'stripe key': `sk_live_${'51H8abcdEFGHijklMNOP'}`,
  'model provider key': `sk-${'proj-a1B2c3D4e5F6g7H8i9J0'}`,
  'google refresh token': `1//${'0gA1b2C3d4E5f6G7h8I9j0K1l2'}`,
  'registry token': `dckr_pat_${'a1B2c3D4e5F6g7H8i9J0k'}`,
  'private key': `-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7\n-----END RSA PRIVATE KEY-----`,
}
