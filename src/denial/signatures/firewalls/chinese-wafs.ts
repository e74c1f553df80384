import { knownFirewalls } from '../../signature-forms/known-firewalls.ts'

const PLUGINS = 'https://github.com/EnableSecurity/wafw00f/tree/master/wafw00f/plugins'

/** Firewalls of Chinese vendors besides those of the clouds. */
export const chineseWafs = knownFirewalls([
  {
    product: 'bt-waf',
    name: 'The BT panel firewall (ngx_lua_waf)',
    source: 'https://github.com/loveshell/ngx_lua_waf',
    page: {
      any: [
        { body: '您的请求带有不合法参数，已被网站管理员设置拦截' },
        { body: '<title>网站防火墙</title>' },
        { body: '您的请求带有不合法参数' },
      ],
      example: { body: '<title>网站防火墙</title><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>' },
    },
  },
  {
    product: 'yundun',
    name: 'YUNDUN',
    source: `${PLUGINS}/yundun.py`,
    page: {
      any: [{ body: 'blocked by yundun cloud waf' }, { body: 'yundun.com/yd-http-error/' }, { body: 'yundun.com/static/js/fingerprint' }],
      example: { body: '<title>Blocked by YUNDUN Cloud WAF</title>' },
    },
    mark: {
      any: [
        { header: 'server', has: 'yundun' },
        { header: 'x-cache', has: 'yundun' },
      ],
      example: { headers: { server: 'YUNDUN' } },
    },
  },
  {
    product: 'yunsuo',
    name: 'Yunsuo',
    source: `${PLUGINS}/yunsuo.py`,
    page: {
      any: [{ body: 'class="yunsuologo"' }, { body: 'yunsuoautojump' }],
      example: { body: '<img class="yunsuologo" src="/a.png">' },
    },
    mark: { any: [{ header: 'set-cookie', has: 'yunsuo_session' }], example: { headers: { 'set-cookie': 'yunsuo_session_verify=abc' } } },
  },
  {
    product: '360-wangzhanbao',
    name: '360 WangZhanBao',
    source: `${PLUGINS}/threesixty.py`,
    page: {
      any: [{ body: 'wzws-waf-cgi' }, { body: 'wangzhan.360.cn' }, { body: 'wangshan.360.cn' }],
      example: { status: 493, body: '<a href="/wzws-waf-cgi/">360</a>' },
    },
    mark: {
      any: [{ header: 'x-powered-by-360wzb' }, { header: 'server', has: 'qianxin-waf' }, { header: 'wzws-ray' }],
      example: { headers: { 'wzws-ray': '1114-1767600000-w-waf01' } },
    },
  },
  {
    product: 'safe3',
    name: 'Safe3',
    source: `${PLUGINS}/safe3.py`,
    page: {
      any: [{ body: 'safe3waf' }],
      example: { body: '<p>Safe3waf/10.1</p>' },
    },
    mark: {
      any: [
        { header: 'server', has: 'safe3' },
        { header: 'x-powered-by', has: 'safe3waf' },
      ],
      example: { headers: { server: 'Safe3 Web Firewall' } },
    },
  },
  {
    product: 'safedog',
    name: 'SafeDog',
    source: `${PLUGINS}/safedog.py`,
    page: {
      any: [{ body: 'safedogsite/broswer_logo' }, { body: '404.safedog.cn' }, { body: 'bbs.safedog.cn' }],
      example: { body: '<img src="http://404.safedog.cn/images/safedogsite/broswer_logo.jpg">' },
    },
    mark: {
      any: [
        { header: 'set-cookie', has: 'safedog-flow-item' },
        { header: 'server', has: 'safedog' },
      ],
      example: { headers: { 'set-cookie': 'safedog-flow-item=abc' } },
    },
  },
  {
    product: 'anquanbao',
    name: 'Anquanbao',
    source: `${PLUGINS}/anquanbao.py`,
    page: {
      any: [{ body: '/aqb_cc/error/' }],
      example: { body: '<script src="/aqb_cc/error/e.js"></script>' },
    },
    mark: { any: [{ header: 'x-powered-by-anquanbao' }], example: { headers: { 'x-powered-by-anquanbao': 'MISS' } } },
  },
  {
    product: 'anyu',
    name: 'AnYu',
    source: `${PLUGINS}/anyu.py`,
    page: {
      any: [{ body: 'your access has been intercepted by anyu' }, { body: 'anyu- the green channel' }],
      example: { body: '<p>Sorry! your access has been intercepted by AnYu</p>' },
    },
  },
  {
    product: 'jiasule',
    name: 'Jiasule (Knownsec)',
    source: `${PLUGINS}/jiasule.py`,
    page: {
      any: [{ body: 'notice-jiasule' }, { body: 'static.jiasule.com' }],
      example: { body: '<script src="https://static.jiasule.com/static/js/http_error.js"></script>' },
    },
    mark: {
      any: [
        { header: 'server', has: 'jiasule' },
        { header: 'set-cookie', has: 'jsl_tracking=' },
      ],
      example: { headers: { server: 'jiasule-WAF' } },
    },
  },
  {
    product: 'knownsec',
    name: 'Knownsec KS-WAF',
    source: `${PLUGINS}/knownsec.py`,
    page: {
      any: [{ body: '/ks-waf-error.png' }, { body: 'ks-waf-error' }],
      example: { body: '<img src="/ks-waf-error.png">' },
    },
  },
  {
    product: 'chuangyu-shield',
    name: 'Chuangyu Shield (Knownsec)',
    source: `${PLUGINS}/chuangyu.py`,
    page: {
      any: [{ body: '365cyd.com' }, { body: '365cyd.net' }],
      example: { body: '<a href="http://help.365cyd.com/cyd-error-help.html?code=403">?</a>' },
    },
  },
  {
    product: 'nsfocus-waf',
    name: 'NSFOCUS WAF',
    source: `${PLUGINS}/nsfocus.py`,
    page: {
      any: [{ body: 'nsfocus', match: /waf|block|拦截/i }],
      example: { body: '<p>NSFOCUS WAF: request blocked</p>' },
    },
    mark: { any: [{ header: 'server', has: 'nsfocus' }], example: { headers: { server: 'NSFocus' } } },
  },
  {
    product: 'eisoo-waf',
    name: 'Eisoo WAF',
    source: `${PLUGINS}/eisoo.py`,
    page: {
      any: [{ body: 'www.eisoo.com', match: /copy; ?\d{4}|©|waf/i }],
      example: { body: '<p>&copy; 2026 <a href="http://www.eisoo.com">Eisoo</a> WAF</p>' },
    },
    mark: { any: [{ header: 'server', has: 'eisoowaf' }], example: { headers: { server: 'EisooWAF' } } },
  },
  {
    product: 'puhui-waf',
    name: 'Puhui WAF',
    source: `${PLUGINS}/puhui.py`,
    mark: { any: [{ header: 'server', has: 'puhui' }], example: { headers: { server: 'PuhuiWAF' } } },
  },
  {
    product: 'xuanwudun',
    name: 'Xuanwudun (DBAPPSecurity)',
    source: `${PLUGINS}/xuanwudun.py`,
    page: {
      any: [{ body: 'admin.dbappwaf.cn' }, { body: 'dbappwaf' }],
      example: { body: '<a href="http://admin.dbappwaf.cn/index.php/Admin/ClientMisinform/">?</a>' },
    },
  },
  {
    product: 'bluedon-waf',
    name: 'Bluedon WAF',
    source: `${PLUGINS}/bluedon.py`,
    page: {
      any: [{ body: 'bluedon web application firewall' }],
      example: { body: '<p>Bluedon Web Application Firewall</p>' },
    },
    mark: { any: [{ header: 'server', has: 'bdwaf' }], example: { headers: { server: 'BDWAF' } } },
  },
  {
    product: 'yxlink-waf',
    name: 'YXLINK WAF',
    source: `${PLUGINS}/yxlink.py`,
    mark: {
      any: [
        { header: 'server', has: 'yxlink' },
        { header: 'set-cookie', has: 'yx_ci_session=' },
        { header: 'set-cookie', has: 'yx_language=' },
      ],
      example: { headers: { server: 'Yxlink-WAF' } },
    },
  },
  {
    product: 'ucloud-waf',
    name: "UCloud's UEWAF",
    source: `${PLUGINS}/uewaf.py`,
    page: {
      any: [{ body: 'uewaf_deny_pages' }, { body: '/uewaf/' }],
      example: { body: '<link href="/uewaf_deny_pages/default.css">' },
    },
    mark: { any: [{ header: 'server', has: 'uewaf' }], example: { headers: { server: 'uewaf/1.0.0' } } },
  },
  {
    product: 'ksyun-waf',
    name: 'KSYUN WAF',
    source: `${PLUGINS}/ksyun.py`,
    page: {
      any: [{ body: 'ksyun', match: /waf|block|拦截/i }],
      example: { body: '<p>KSYUN WAF: blocked</p>' },
    },
    mark: { any: [{ header: 'server', has: 'ks-waf' }], example: { headers: { server: 'KS-WAF' } } },
  },
  {
    product: 'sangfor-waf',
    name: 'Sangfor',
    source: 'https://www.sangfor.com/cybersecurity/products/ngaf-next-generation-firewall',
    page: {
      any: [{ body: 'sangfor', match: /block|denied|forbidden|拦截|禁止|waf/i }],
      example: { body: '<p>Access denied. Powered by Sangfor</p>' },
    },
  },
])
