import { SAYS } from '../../signature-forms/plain-causes.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

/** Brokers, monitoring, hypervisors and devices that people run themselves. */
export const infrastructureApps = productFamily({ layer: 'application', confidence: 0.92 }, [
  {
    product: 'rabbitmq',
    name: 'RabbitMQ',
    all: [{ json: 'error', match: /^not_authori[sz]ed$/ }, { json: 'reason' }],
    causes: SAYS.role,
    cases: [{ when: { json: 'reason', match: /login failed|not_authorised/i }, causes: SAYS.token }],
    rule: [{ json: 'reason', match: /^Not (\w{4,20} user)/i }],
    source: 'https://www.rabbitmq.com/docs/management#permissions',
    examples: [
      {
        status: 401,
        body: '{"error":"not_authorised","reason":"Not administrator user"}',
        cause: 'insufficient-permissions',
        rule: 'administrator user',
      },
    ],
  },
  {
    product: 'kafka-rest',
    name: 'The REST proxy of Kafka',
    confidence: 0.94,
    all: [
      { json: 'error_code', match: /^40[13]\d\d$/ },
      {
        json: 'message',
        match:
          /(?:Topic|Cluster|Group|TransactionalId)\S{0,3} authorization failed|Not authorized to access (?:topics?|group|cluster)|KafkaAuthorization/i,
      },
    ],
    causes: SAYS.role,
    rule: [{ json: 'message', match: /access (?:topics?|group): \[?([\w., -]{1,120})/i }],
    source: 'https://docs.confluent.io/platform/current/kafka-rest/api.html#errors',
    examples: [
      {
        status: 403,
        body: '{"error_code":40301,"message":"Not authorized to access topics: [orders]"}',
        cause: 'insufficient-permissions',
        rule: 'orders',
      },
    ],
  },
  {
    product: 'splunk',
    name: 'Splunk',
    any: [
      { json: 'text', match: /^(?:Invalid token|Token disabled|Token is required|Incorrect index|Invalid authorization)$/ },
      { json: 'messages[].text', match: /call not properly authenticated|insufficient permission|capability/i },
      {
        body: '<msg type="',
        match: /<msg type="\w{3,5}">[^<]{0,80}(?:insufficient permission|not properly authenticated|capability|not have permission)/i,
      },
    ],
    causes: SAYS.permission,
    cases: [
      { when: { json: 'text', is: 'incorrect index' }, causes: SAYS.resource },
      { when: { json: 'text' }, causes: SAYS.token },
      { when: { body: 'not properly authenticated' }, causes: SAYS.token },
    ],
    rule: [{ body: /(?:requires|lacks|need)[^.<"]{0,30} capability[: ]{1,3}['"]?(\w{3,60})/i }],
    source: 'https://docs.splunk.com/Documentation/Splunk/latest/Data/TroubleshootHTTPEventCollector',
    examples: [{ status: 403, body: '{"text":"Invalid token","code":4}', cause: 'invalid-token' }],
  },
  {
    product: 'dynatrace',
    name: 'Dynatrace',
    layer: 'saas-api',
    any: [{ host: 'dynatrace.com' }, { json: 'error.message', has: 'token is missing required scope' }],
    all: [{ json: 'error.message' }],
    causes: { 'insufficient-permissions': 0.5 },
    cases: [
      { when: { json: 'error.message', has: 'scope' }, causes: SAYS.scope },
      { when: { json: 'error.message', has: 'token' }, causes: SAYS.token },
    ],
    rule: [{ json: 'error.message', match: /Use one of: ([\w., ()-]{3,120})/ }],
    source: 'https://docs.dynatrace.com/docs/dynatrace-api/basics/response-codes',
    examples: [
      {
        status: 403,
        body: '{"error":{"code":403,"message":"Token is missing required scope. Use one of: metrics.read (Read metrics)"}}',
        cause: 'api-scope',
        rule: 'metrics.read (Read metrics)',
      },
    ],
  },
  {
    product: 'zabbix',
    name: 'Zabbix',
    statuses: [200, 401, 403],
    any: [
      {
        json: 'error.data',
        match: /^No permissions to |^Session terminated, re-login|^Not authori[sz]ed\.?$|^Access denied|^No permission to call/,
      },
    ],
    all: [{ json: 'jsonrpc' }],
    verdict: 'disguised',
    causes: SAYS.role,
    cases: [{ when: { json: 'error.data', match: /session|authori/i }, causes: SAYS.session }],
    source: 'https://www.zabbix.com/documentation/current/en/manual/api',
    examples: [
      {
        status: 200,
        body: '{"jsonrpc":"2.0","error":{"code":-32500,"message":"Application error.","data":"No permissions to referred object or it does not exist!"},"id":1}',
        cause: 'insufficient-permissions',
        verdict: 'disguised',
      },
    ],
  },
  {
    product: 'icinga',
    name: 'Icinga',
    all: [
      { json: 'error', match: /^40[13]/ },
      { json: 'status', match: /Missing permission|Forbidden|Unauthorized/ },
    ],
    causes: SAYS.permission,
    cases: [{ when: { json: 'error', match: /^401/ }, causes: SAYS.token }],
    rule: [{ json: 'status', match: /Missing permission: ([\w/*-]{3,80})/ }],
    source: 'https://icinga.com/docs/icinga-2/latest/doc/12-icinga2-api/',
    examples: [
      {
        status: 403,
        body: '{"error":403.0,"status":"Missing permission: objects/query/host"}',
        cause: 'insufficient-permissions',
        rule: 'objects/query/host',
      },
    ],
  },
  {
    product: 'proxmox-ve',
    name: 'Proxmox VE',
    any: [{ body: 'permission check failed (' }, { header: 'server', has: 'pve-api-daemon' }],
    causes: SAYS.permission,
    cases: [
      { when: { body: 'csrf' }, causes: SAYS.csrf },
      { when: { body: 'no ticket' }, causes: SAYS.token },
    ],
    rule: [{ body: /Permission check failed \(([\w/., -]{3,120})\)/i }],
    source: 'https://pve.proxmox.com/wiki/User_Management#pveum_permission_management',
    examples: [
      {
        status: 403,
        body: '{"data":null,"message":"Permission check failed (/vms/100, VM.Audit)\\n"}',
        cause: 'insufficient-permissions',
        rule: '/vms/100, VM.Audit',
      },
    ],
  },
  {
    product: 'vmware-vcenter',
    name: 'VMware vCenter',
    any: [
      { json: 'type', match: /^com\.vmware\.vapi\.std\.errors\.(?:unauthorized|unauthenticated)/ },
      { json: 'error_type', match: /^(?:UNAUTHORIZED|UNAUTHENTICATED)$/ },
      { body: '<nopermissionfault' },
      { body: 'xsi:type="nopermission"' },
    ],
    statuses: [401, 403, 500],
    verdict: 'denied',
    causes: SAYS.role,
    cases: [{ when: { body: 'unauthenticated' }, causes: SAYS.session }],
    rule: [{ body: /<privilegeId>([\w.]{3,80})</ }],
    source: 'https://developer.broadcom.com/xapis/vsphere-automation-api/latest/',
    examples: [
      {
        status: 403,
        body: '{"type":"com.vmware.vapi.std.errors.unauthorized","value":{"messages":[]}}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'vmware-nsx',
    name: 'VMware NSX',
    all: [{ json: 'module_name' }, { json: 'error_code' }, { json: 'error_message' }],
    causes: { 'insufficient-permissions': 0.6, 'invalid-token': 0.4 },
    cases: [{ when: { json: 'error_message', match: /credentials|locked|session/i }, causes: SAYS.token }],
    source: 'https://developer.broadcom.com/xapis/nsx-t-data-center-rest-api/latest/',
    examples: [
      {
        status: 403,
        body: '{"httpStatus":"FORBIDDEN","error_code":403,"module_name":"common-services","error_message":"no"}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'unifi',
    name: 'UniFi',
    all: [
      { json: 'meta.rc', is: 'error' },
      { json: 'meta.msg', match: /^api\.err\./ },
    ],
    statuses: [200, 400, 401, 403],
    verdict: 'denied',
    causes: SAYS.role,
    cases: [{ when: { json: 'meta.msg', match: /Login|2fa|Invalid$/i }, causes: SAYS.token }],
    rule: [{ json: 'meta.msg', match: /(api\.err\.\w{3,40})/ }],
    source: 'https://help.ui.com/hc/en-us/articles/30076656117655',
    examples: [
      {
        status: 403,
        body: '{"meta":{"rc":"error","msg":"api.err.NoPermission"},"data":[]}',
        cause: 'insufficient-permissions',
        rule: 'api.err.NoPermission',
      },
    ],
  },
  {
    product: 'redfish-bmc',
    name: 'A management controller (Redfish)',
    any: [
      { body: '.insufficientprivilege', match: /Base\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.InsufficientPrivilege/ },
      { body: '.novalidsession' },
      { body: '.accessdenied', match: /Base\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.AccessDenied/ },
    ],
    causes: SAYS.role,
    cases: [{ when: { body: 'novalidsession' }, causes: SAYS.token }],
    rule: [{ body: /(Base\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.\w{5,40})/ }],
    source: 'https://redfish.dmtf.org/registries/',
    examples: [
      {
        status: 403,
        body: '{"error":{"@Message.ExtendedInfo":[{"MessageId":"Base.1.8.InsufficientPrivilege"}]}}',
        cause: 'insufficient-permissions',
        rule: 'Base.1.8.InsufficientPrivilege',
      },
    ],
  },
  {
    product: 'f5-icontrol',
    name: 'The iControl API of F5 BIG-IP',
    layer: 'application',
    all: [{ json: 'kind', is: ':resterrorresponse' }],
    causes: SAYS.role,
    cases: [{ when: { json: 'code', is: '401' }, causes: { 'insufficient-permissions': 0.6, 'invalid-token': 0.7 } }],
    rule: [{ json: 'message', match: /role=(\w{3,30})/ }],
    source: 'https://clouddocs.f5.com/api/icontrol-rest/',
    examples: [
      {
        status: 403,
        body: '{"code":403,"message":"no","restOperationId":7,"kind":":resterrorresponse"}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'synology-dsm',
    name: 'Synology DSM',
    id: 'synology/webapi',
    confidence: 0.85,
    statuses: [200, 403],
    all: [{ path: '/webapi/' }, { json: 'success', is: 'false' }, { json: 'error.code', match: /^(?:105|106|107|119|40[0-9]|41[0-9])$/ }],
    verdict: 'disguised',
    causes: SAYS.role,
    cases: [
      { when: { json: 'error.code', match: /^(?:106|107|119)$/ }, causes: SAYS.session },
      { when: { json: 'error.code', is: '407' }, causes: SAYS.address },
    ],
    source: 'https://kb.synology.com/en-global/DG/DSM_Login_Web_API_Guide/2',
    examples: [
      {
        status: 200,
        url: 'https://nas.example/webapi/entry.cgi',
        body: '{"error":{"code":105},"success":false}',
        cause: 'insufficient-permissions',
        verdict: 'disguised',
      },
    ],
  },
  {
    product: 'sap-gateway',
    name: 'SAP Gateway',
    any: [
      { header: 'x-csrf-token', match: /^required$/i },
      { body: 'csrf token validation failed' },
      { json: 'error.code', match: /^\/IW(?:FND|BEP)\// },
      { body: '<code>/iwfnd/' },
      { body: '<code>/iwbep/' },
      { header: 'sap-server' },
      { header: 'server', has: 'sap netweaver' },
      { body: 'sap netweaver application server' },
    ],
    confidence: 0.9,
    causes: { 'insufficient-permissions': 0.7, 'role-misassignment': 0.3 },
    cases: [
      {
        when: { header: 'x-csrf-token', match: /^required$/i },
        causes: SAYS.csrf,
        means: 'The token must be fetched first, with X-CSRF-Token: Fetch, in the same session',
      },
      { when: { body: 'csrf' }, causes: SAYS.csrf },
      { when: { body: 'ucon' }, causes: SAYS.resource },
      { when: { body: 'no authorization to access service' }, causes: SAYS.role },
    ],
    rule: [
      { body: /No authorization to access Service '?([\w/]{2,60})/i },
      { body: /no authorization for (?:object|transaction|service) ([\w/]{2,40})/i },
    ],
    source: 'https://help.sap.com/docs/ABAP_PLATFORM_NEW/68bf513362174d54b58cddec28794093/e6cae27d5e8d4996add4067280c8714e.html',
    examples: [
      { status: 403, headers: { 'x-csrf-token': 'Required' }, body: 'CSRF token validation failed', cause: 'session-state' },
      {
        status: 403,
        body: '{"error":{"code":"/IWFND/CM_MGW/096","message":{"value":"No authorization to access Service \'ZORDERS_SRV\'"}}}',
        cause: 'insufficient-permissions',
        rule: 'ZORDERS_SRV',
      },
    ],
  },
  {
    product: 'alfresco',
    name: 'Alfresco',
    any: [
      { json: 'error.errorkey', has: 'permission' },
      { json: 'error.descriptionurl', has: 'api-explorer.alfresco.com' },
    ],
    all: [{ json: 'error.statuscode' }],
    causes: SAYS.permission,
    source: 'https://docs.alfresco.com/content-services/latest/develop/rest-api-guide/',
    examples: [
      {
        status: 403,
        body: '{"error":{"errorKey":"Permission was denied","statusCode":403,"descriptionURL":"https://api-explorer.alfresco.com"}}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'geoserver',
    name: 'GeoServer',
    any: [
      { body: 'accessdenied', match: /ServiceException[^>]{0,80}>[^<]{0,80}Access is denied|code="AccessDenied"/i },
      { body: '<ows:exceptiontext>no permission' },
    ],
    confidence: 0.82,
    causes: SAYS.permission,
    source: 'https://docs.geoserver.org/stable/en/user/security/layer.html',
    examples: [
      {
        status: 403,
        body: '<ServiceException code="AccessDenied">Cannot read layer orders</ServiceException>',
        cause: 'insufficient-permissions',
      },
    ],
  },
])
