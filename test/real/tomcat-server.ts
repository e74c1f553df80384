import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ForegroundServer, serverFolder, startForeground } from './foreground-server.ts'
import { freePort } from './free-port.ts'

const HOME = '/usr/share/tomcat10'

/** Whether Tomcat lies where Debian puts it. */
export const hasTomcat = () => existsSync(join(HOME, 'bin/bootstrap.jar'))

/**
 * Starts Tomcat with one application at `/`. `context` are valves, `web` is what stands in its web.xml; users are
 * `name: [password, roles]`. It logs to `logs/access.log` and `logs/tomcat.log`.
 */
export async function startTomcat(input: {
  java: string
  context: string
  web: string
  users: Readonly<Record<string, readonly [password: string, roles: string]>>
  files: Readonly<Record<string, string>>
}): Promise<ForegroundServer> {
  const port = await freePort()
  const users = Object.entries(input.users).map(([name, [word, roles]]) => `<user username="${name}" password="${word}" roles="${roles}"/>`)
  const folder = serverFolder('tomcat', {
    ...Object.fromEntries(Object.entries(input.files).map(([path, text]) => [`webapps/ROOT/${path}`, text])),
    'conf/server.xml': serverOf(port),
    'conf/web.xml': webOf(DEFAULTS),
    'conf/tomcat-users.xml': `<tomcat-users>${users.join('')}</tomcat-users>`,
    'conf/logging.properties': LOGGING,
    'webapps/ROOT/META-INF/context.xml': `<Context>${input.context}</Context>`,
    'webapps/ROOT/WEB-INF/web.xml': webOf(input.web),
    'logs/.keep': '',
    'temp/.keep': '',
    'work/.keep': '',
  })
  return startForeground({ binary: input.java, port, folder, args: argumentsOf(folder), user: 'www-data' })
}

function argumentsOf(folder: string): string[] {
  const properties = {
    'catalina.home': HOME,
    'catalina.base': folder,
    'java.io.tmpdir': `${folder}/temp`,
    'java.util.logging.config.file': `${folder}/conf/logging.properties`,
    'java.util.logging.manager': 'org.apache.juli.ClassLoaderLogManager',
  }
  return [
    '-Xmx96m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`),
    '-cp',
    `${HOME}/bin/bootstrap.jar:${HOME}/bin/tomcat-juli.jar`,
    'org.apache.catalina.startup.Bootstrap',
    'start',
  ]
}

function serverOf(port: number): string {
  return `<Server port="-1">
  <GlobalNamingResources>
    <Resource name="UserDatabase" auth="Container" type="org.apache.catalina.UserDatabase"
      factory="org.apache.catalina.users.MemoryUserDatabaseFactory" pathname="conf/tomcat-users.xml"/>
  </GlobalNamingResources>
  <Service name="Catalina">
    <Connector port="${port}" address="127.0.0.1" protocol="HTTP/1.1" maxThreads="8" minSpareThreads="2"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Realm className="org.apache.catalina.realm.UserDatabaseRealm" resourceName="UserDatabase"/>
      <Host name="localhost" appBase="webapps" autoDeploy="false">
        <Valve className="org.apache.catalina.valves.AccessLogValve" directory="logs" prefix="access" suffix=".log" rotatable="false" buffered="false" pattern="common"/>
      </Host>
    </Engine>
  </Service>
</Server>
`
}

const webOf = (content: string) =>
  `<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">${content}</web-app>\n`

const DEFAULTS = `
<servlet>
  <servlet-name>default</servlet-name>
  <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
  <load-on-startup>1</load-on-startup>
</servlet>
<servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
<welcome-file-list><welcome-file>index.html</welcome-file></welcome-file-list>`

/** Valves and filters say at FINE why they refuse. */
const LOGGING = `handlers = java.util.logging.FileHandler
java.util.logging.FileHandler.pattern = \${catalina.base}/logs/tomcat.log
java.util.logging.FileHandler.level = FINE
java.util.logging.FileHandler.formatter = org.apache.juli.OneLineFormatter
.level = INFO
org.apache.catalina.valves.level = FINE
org.apache.catalina.filters.level = FINE
org.apache.catalina.authenticator.level = FINE
`

const filterOf = (name: string, parameters: Readonly<Record<string, string>> = {}) => `
<filter>
  <filter-name>${name}</filter-name>
  <filter-class>org.apache.catalina.filters.${name}</filter-class>
  ${Object.entries(parameters)
    .map(([key, value]) => `<init-param><param-name>${key}</param-name><param-value>${value}</param-value></init-param>`)
    .join('')}
</filter>`
const mappingOf = (name: string, path: string) =>
  `<filter-mapping><filter-name>${name}</filter-name><url-pattern>${path}</url-pattern></filter-mapping>`
const constraintOf = (path: string, role: string) => `
<security-constraint>
  <web-resource-collection><web-resource-name>${path}</web-resource-name><url-pattern>${path}</url-pattern></web-resource-collection>
  <auth-constraint>${role === '' ? '' : `<role-name>${role}</role-name>`}</auth-constraint>
</security-constraint>`

/** A web.xml that refuses in each way of Tomcat: two roles, two address lists, and the CSRF filter. */
export const TOMCAT_WEB = [
  filterOf('RemoteAddrFilter', { allow: '10\\.20\\..*' }),
  filterOf('RemoteCIDRFilter', { allow: '10.20.0.0/16' }),
  filterOf('CsrfPreventionFilter'),
  mappingOf('RemoteAddrFilter', '/office/*'),
  mappingOf('RemoteCIDRFilter', '/range/*'),
  mappingOf('CsrfPreventionFilter', '/form/*'),
  constraintOf('/admins/*', 'admin'),
  constraintOf('/nobody/*', ''),
  '<login-config><auth-method>BASIC</auth-method><realm-name>staff</realm-name></login-config>',
  '<security-role><role-name>admin</role-name></security-role>',
].join('\n')
/** Pages under each of its paths. */
export const TOMCAT_FILES = Object.fromEntries(
  ['office', 'range', 'form', 'admins', 'nobody', 'files'].map((folder) => [`${folder}/page.html`, folder]),
)
/** Somebody without the role that it wants, and somebody who has it. */
export const TOMCAT_USERS = { mia: ['mia-word', 'member'], root: ['root-word', 'admin'] } as const
/** The same as identities of a target, and somebody with an old password. */
export const TOMCAT_IDENTITIES = {
  member: 'role: member, basic: { username: mia, password: { env: MIA_PASSWORD } }',
  forgetful: 'role: member, basic: { username: mia, password: { env: OLD_PASSWORD } }',
  admin: 'role: admin, basic: { username: root, password: { env: ROOT_PASSWORD } }',
}
/** Their passwords. */
export const TOMCAT_SECRETS = { MIA_PASSWORD: 'mia-word', OLD_PASSWORD: 'last-years-word', ROOT_PASSWORD: 'root-word' }
