import { knownFirewalls } from '../../signature-forms/known-firewalls.ts'

const PLUGINS = 'https://github.com/EnableSecurity/wafw00f/tree/master/wafw00f/plugins'

/** Firewall appliances, modules and services that answer in words or with headers of their own. */
export const wafVendors = knownFirewalls([
  {
    product: 'open-appsec',
    name: 'open-appsec (Check Point CloudGuard WAF)',
    source: 'https://docs.openappsec.io/',
    page: {
      any: [
        { body: 'attack blocked by web application protection' },
        { body: "check point's application security has detected an attack" },
        { body: 'open-appsec' },
      ],
      example: { body: '<title>Attack blocked by web application protection</title>' },
    },
  },
  {
    product: 'naxsi',
    name: 'NAXSI',
    source: 'https://github.com/wargio/naxsi',
    page: {
      any: [{ body: 'blocked by naxsi' }, { body: 'naxsi blocked information' }],
      example: { body: '<p>This Request Has Been Blocked By NAXSI.</p>' },
    },
    mark: {
      any: [
        { header: 'x-data-origin', match: /^naxsi/i },
        { header: 'server', has: 'naxsi' },
      ],
      example: { headers: { server: 'naxsi/1.3' } },
    },
  },
  {
    product: 'webknight',
    name: 'WebKnight',
    source: 'https://www.aqtronix.com/?PageID=99',
    page: {
      any: [{ body: 'webknight application firewall alert' }, { body: 'aqtronix webknight' }],
      example: { status: 999, body: '<title>WebKnight Application Firewall Alert</title>' },
    },
    mark: { any: [{ header: 'server', has: 'webknight' }], example: { headers: { server: 'WebKnight' } } },
  },
  {
    product: 'urlscan',
    name: 'UrlScan on IIS',
    source: 'https://learn.microsoft.com/en-us/iis/extensions/working-with-urlscan/',
    page: {
      any: [
        { body: 'rejected-by-urlscan' },
        { header: 'location', has: 'rejected-by-urlscan' },
        { body: 'server erro in application', match: /module:? ?url ?scan/i },
      ],
      example: { status: 404, body: '<p>The requested URL /Rejected-By-UrlScan was not found</p>' },
    },
  },
  {
    product: 'dotdefender',
    name: 'dotDefender',
    source: `${PLUGINS}/dotdefender.py`,
    page: {
      any: [{ header: 'x-dotdefender-denied' }, { body: 'dotdefender blocked your request' }],
      example: { body: '<title>dotDefender Blocked Your Request</title>' },
    },
  },
  {
    product: 'airlock',
    name: 'Airlock Gateway (Ergon)',
    source: 'https://docs.airlock.com/gateway/',
    page: {
      any: [
        { body: 'server detected a syntax error in your request', match: /check your request|airlock|request id/i },
        { body: 'airlock gateway' },
      ],
      example: { body: '<p>Server detected a syntax error in your request. Check your request and all parameters</p>' },
    },
    mark: {
      any: [
        { header: 'set-cookie', has: 'al_sess-s=' },
        { header: 'set-cookie', has: 'al_lb=' },
      ],
      example: { headers: { 'set-cookie': 'AL_SESS-S=abc; Path=/' } },
    },
  },
  {
    product: 'denyall',
    name: 'DenyAll (Rohde & Schwarz Web Application Firewall)',
    source: `${PLUGINS}/denyall.py`,
    page: {
      any: [{ body: 'condition intercepted' }, { body: 'denyall', match: /block|forbidden|denied|firewall/i }],
      example: { status: 200, body: '<title>Condition Intercepted</title>' },
      success: [{ body: '<title>condition intercepted' }],
    },
  },
  {
    product: 'zenedge',
    name: 'Zenedge (Oracle)',
    source: `${PLUGINS}/zenedge.py`,
    page: {
      any: [{ body: '/__zenedge/' }],
      example: { body: '<img src="/__zenedge/assets/logo.png">' },
    },
    mark: { any: [{ header: 'server', has: 'zenedge' }, { header: 'x-zen-fury' }], example: { headers: { server: 'ZENEDGE' } } },
  },
  {
    product: 'ptaf',
    name: 'PT Application Firewall (Positive Technologies)',
    source: `${PLUGINS}/ptaf.py`,
    page: {
      any: [
        {
          body: 'request id:',
          match: /forbidden[^\0]{0,200}request id: ?(?:<[^<>]{1,20}>)?\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2}-[0-9a-f]{8,20}/i,
        },
        { body: 'pt application firewall' },
      ],
      example: { body: '<h1>Forbidden</h1><pre>Request ID: 2026-01-05-10-00-00-0123456789ABCDEF</pre>' },
    },
  },
  {
    product: 'nemesida',
    name: 'Nemesida WAF',
    source: 'https://nemesida-waf.com/',
    page: {
      any: [
        { body: 'suspicious activity detected. access to the site is blocked' },
        { body: 'nemesida-security.com' },
        { body: 'nemesida waf' },
      ],
      example: { body: '<h2>Suspicious activity detected. Access to the site is blocked.</h2>' },
    },
  },
  {
    product: 'apptrana',
    name: 'AppTrana (Indusface)',
    source: 'https://docs.indusface.com/',
    page: {
      any: [
        { body: 'indusface' },
        { body: 'this website is secured against online attacks. your request was blocked' },
        { body: 'apptrana' },
      ],
      example: {
        status: 406,
        body: '<p>This website is secured against online attacks. Your request was blocked due to suspicious behavior</p>',
      },
    },
  },
  {
    product: 'siteguard',
    name: 'SiteGuard',
    source: 'https://siteguard.jp-secure.com/en',
    page: {
      any: [{ body: 'powered by siteguard' }, { body: 'the server refuse to browse the page' }],
      example: { body: '<title>403 Forbidden</title><h2>The server refuse to browse the page.</h2><p>Powered by SiteGuard</p>' },
    },
  },
  {
    product: 'alert-logic',
    name: "Alert Logic's WAF",
    source: `${PLUGINS}/alertlogic.py`,
    page: {
      any: [
        {
          body: 'requested url cannot be found',
          match:
            /we are sorry, but the page you are looking for cannot be found[^\0]{0,400}reference id|proceed to homepage[^\0]{0,200}reference id/i,
        },
        { body: 'alertlogic' },
      ],
      example: {
        status: 404,
        body: '<title>Requested URL cannot be found</title><p>We are sorry, but the page you are looking for cannot be found</p><p>Proceed to homepage</p>Reference ID: 12',
      },
    },
  },
  {
    product: 'armor',
    name: 'Armor',
    source: `${PLUGINS}/armor.py`,
    page: {
      any: [{ body: 'blocked by website protection from armor' }],
      example: { body: '<p>Your request was blocked by website protection from Armor</p>' },
    },
  },
  {
    product: 'binarysec',
    name: 'BinarySec',
    source: `${PLUGINS}/binarysec.py`,
    mark: {
      any: [{ header: 'x-binarysec-via' }, { header: 'x-binarysec-nocache' }, { header: 'server', has: 'binarysec' }],
      example: { headers: { 'x-binarysec-via': 'fra1' } },
    },
  },
  {
    product: 'nexusguard',
    name: 'Nexusguard',
    source: `${PLUGINS}/nexusguard.py`,
    page: {
      any: [{ body: 'nexusguard.com/wafpage' }, { body: 'powered by nexusguard' }],
      example: { body: '<img src="https://speresources.nexusguard.com/wafpage/logo.png">' },
    },
  },
  {
    product: 'profense',
    name: 'Profense',
    source: `${PLUGINS}/profense.py`,
    mark: {
      any: [
        { header: 'server', has: 'profense' },
        { header: 'set-cookie', has: 'plbsid=' },
      ],
      example: { headers: { server: 'Profense' } },
    },
  },
  {
    product: 'teros',
    name: 'Teros (Citrix)',
    source: `${PLUGINS}/teros.py`,
    mark: {
      any: [
        { header: 'set-cookie', has: 'st8id=' },
        { header: 'set-cookie', has: 'st8_wat=' },
        { header: 'set-cookie', has: 'st8_wlf=' },
      ],
      example: { headers: { 'set-cookie': 'st8id=abc' } },
    },
  },
  {
    product: 'secureiis',
    name: 'SecureIIS',
    source: `${PLUGINS}/secureiis.py`,
    page: {
      any: [{ body: 'secureiis', match: /secureiis[^\0]{0,40}(?:web server protection|alert)|beyondtrust/i }],
      example: { body: '<title>SecureIIS Web Server Protection</title>' },
    },
  },
  {
    product: 'janusec',
    name: 'JANUSEC',
    source: 'https://janusec.github.io/documentation/',
    page: {
      any: [{ body: 'janusec application gateway' }, { body: 'janusec', match: /blocked|reason|policy id/i }],
      example: { body: '<title>403 Forbidden</title><h1>Janusec Application Gateway</h1>' },
    },
  },
  {
    product: 'rsfirewall',
    name: 'RSFirewall!',
    source: 'https://www.rsjoomla.com/support/documentation/rsfirewall-user-guide.html',
    page: {
      any: [{ body: 'com_rsfirewall_403_forbidden' }, { body: 'com_rsfirewall_event' }],
      example: { body: '<h1>COM_RSFIREWALL_403_FORBIDDEN</h1>' },
    },
  },
  {
    product: 'akeeba-admin-tools',
    name: 'Admin Tools for Joomla (Akeeba)',
    source: 'https://www.akeeba.com/documentation/admin-tools-joomla.html',
    page: {
      any: [
        { body: 'admintools', match: /blocked|forbidden|security exception/i },
        { body: 'we have detected a suspicious request and blocked', match: /site|admin/i },
      ],
      example: { body: '<p>Blocked by AdminTools</p>' },
    },
  },
  {
    product: 'shieldon',
    name: 'Shieldon',
    source: 'https://shieldon.io/en/docs/',
    page: {
      any: [{ body: 'shieldon', match: /protected|block|denied|captcha/i }],
      example: { body: '<p>Protected by Shieldon</p>' },
    },
    mark: { any: [{ header: 'x-protected-by', has: 'shieldon' }], example: { headers: { 'x-protected-by': 'shieldon.io' } } },
  },
  {
    product: 'serverdefender',
    name: 'ServerDefender VP',
    source: `${PLUGINS}/serverdefender.py`,
    mark: { any: [{ header: 'x-pint', match: /p(?:ort.)?80/i }], example: { headers: { 'x-pint': 'p80' } } },
  },
  {
    product: 'viettel-waf',
    name: "Viettel's Cloudrity",
    source: `${PLUGINS}/viettel.py`,
    page: {
      any: [{ body: 'cloudrity.com.vn' }, { body: 'viettel waf' }],
      example: { body: '<title>Access denied - Viettel WAF</title>' },
    },
  },
  {
    product: 'xlabs-waf',
    name: 'XLabs Security WAF',
    source: `${PLUGINS}/xlabssecurity.py`,
    page: {
      any: [{ body: 'xlabs security' }],
      example: { body: '<p>Protected by XLabs Security</p>' },
    },
    mark: {
      any: [
        { header: 'x-cdn', has: 'xlabs' },
        { header: 'server', has: 'xlabs' },
      ],
      example: { headers: { 'x-cdn': 'XLabs Security' } },
    },
  },
  {
    product: 'webland-waf',
    name: 'Webland WAF',
    source: `${PLUGINS}/webland.py`,
    mark: {
      any: [{ header: 'server', has: 'protected by webland waf' }],
      example: { headers: { server: 'Apache Protected by Webland WAF' } },
    },
  },
  {
    product: 'link11',
    name: "Link11's WAAP",
    source: `${PLUGINS}/link11.py`,
    page: {
      any: [{ body: 'link11', match: /block|protect|denied|waap/i }],
      example: { body: '<p>This request was blocked by the Link11 WAAP</p>' },
    },
    mark: { any: [{ header: 'rhino-core-shield' }], example: { headers: { 'rhino-core-shield': '1' } } },
  },
  {
    product: 'dosarrest',
    name: 'DOSarrest',
    source: `${PLUGINS}/dosarrest.py`,
    page: {
      any: [{ body: 'dosarrest', match: /block|protect|denied/i }],
      example: { body: '<p>Your request was blocked by DOSarrest</p>' },
    },
    mark: { any: [{ header: 'x-dis-request-id' }], example: { headers: { server: 'DOSarrest', 'x-dis-request-id': 'a1' } } },
  },
  {
    product: 'threatx',
    name: 'ThreatX',
    source: 'https://docs.threatx.io/',
    page: {
      any: [{ body: 'threatx', match: /block|denied|forbidden/i }],
      example: { body: '<p>Access blocked by ThreatX</p>' },
    },
  },
  {
    product: 'oracle-waf',
    name: "Oracle Cloud's WAF",
    source: `${PLUGINS}/oraclecloud.py`,
    page: {
      any: [{ body: '<title>fw_error_www' }, { body: 'fw_error.jsp' }],
      example: { body: '<title>fw_error_www</title>' },
    },
  },
  {
    product: 'kemp-waf',
    name: "Kemp LoadMaster's WAF",
    source: 'https://docs.progress.com/bundle/loadmaster-feature-description-web-application-firewall-waf-ga',
    page: {
      any: [{ body: 'kemp', match: /kemp (?:waf|loadmaster)|loadmaster web application firewall/i }],
      example: { body: '<p>Blocked by Kemp LoadMaster web application firewall</p>' },
    },
    mark: { any: [{ header: 'server', has: 'kemp' }], example: { headers: { server: 'kemp' } } },
  },
  {
    product: 'senginx',
    name: 'SENginx',
    source: `${PLUGINS}/senginx.py`,
    page: {
      any: [{ body: 'senginx-robot-mitigation' }],
      example: { body: '<script>SENGINX-ROBOT-MITIGATION</script>' },
    },
  },
  {
    product: 'sonicwall',
    name: "SonicWall's firewall",
    source: `${PLUGINS}/sonicwall.py`,
    page: {
      any: [{ body: 'this request is blocked by the sonicwall' }, { body: 'web site blocked', match: /sonicwall|nsa_banner/i }],
      example: { body: '<h1>This request is blocked by the SonicWALL Gateway Geo IP Service</h1>' },
    },
    mark: { any: [{ header: 'server', has: 'sonicwall' }], example: { headers: { server: 'SonicWALL' } } },
  },
  {
    product: 'watchguard',
    name: "WatchGuard's firewall",
    source: `${PLUGINS}/watchguard.py`,
    page: {
      any: [{ body: 'request denied by watchguard' }, { body: 'watchguard technologies inc' }],
      example: { body: '<title>Request denied by WatchGuard Firewall</title>' },
    },
    mark: { any: [{ header: 'server', has: 'watchguard' }], example: { headers: { server: 'WatchGuard' } } },
  },
])
