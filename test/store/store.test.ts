import { openTestStore } from './open-test-store.ts'
import { incidentLogSuite } from './suites/incident-log-suite.ts'
import { jobSuite } from './suites/job-suite.ts'
import { keepingSuite } from './suites/keeping-suite.ts'
import { leaseSuite } from './suites/lease-suite.ts'
import { ruleSuite } from './suites/rule-suite.ts'
import { slackSuite } from './suites/slack-suite.ts'

incidentLogSuite(openTestStore)
leaseSuite(openTestStore)
ruleSuite(openTestStore)
slackSuite(openTestStore)
keepingSuite(openTestStore)
jobSuite(openTestStore)
