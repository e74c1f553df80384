import type { Layer } from '../denial.ts'
import type { Causes } from '../signature.ts'

/**
 * Why each layer refuses most often. Asked only where the answer says nothing about its reason, so every weight is low:
 * the first one is a guess to start from, and the others are there to be ruled out.
 */
export const USUAL_CAUSES: Readonly<Record<Layer, Causes>> = {
  unknown: {},
  'corporate-proxy': { 'default-deny': 0.35, 'resource-rule': 0.3, 'upstream-denied': 0.3 },
  cdn: { 'waf-rule': 0.3, 'ip-or-geo-restriction': 0.25, 'resource-rule': 0.2 },
  'bot-manager': { 'bot-challenge': 0.5, 'waf-rule': 0.2 },
  waf: { 'waf-rule': 0.5, 'ip-or-geo-restriction': 0.2, 'bot-challenge': 0.15 },
  'load-balancer': { 'waf-rule': 0.3, 'default-deny': 0.25, 'server-directive': 0.2 },
  'api-gateway': { 'insufficient-permissions': 0.3, 'invalid-token': 0.25, 'acl-misconfigured': 0.2, 'resource-rule': 0.15 },
  'auth-proxy': { 'auth-gateway': 0.45, 'insufficient-permissions': 0.3, 'session-state': 0.2 },
  mesh: { 'default-deny': 0.35, 'acl-misconfigured': 0.25, 'insufficient-permissions': 0.2 },
  proxy: { 'server-directive': 0.35, 'ip-or-geo-restriction': 0.25, 'acl-misconfigured': 0.2 },
  'web-server': { 'server-directive': 0.4, 'file-permissions': 0.2, 'ip-or-geo-restriction': 0.2 },
  application: { 'insufficient-permissions': 0.35, 'resource-rule': 0.2, 'session-state': 0.1 },
  'identity-provider': { 'insufficient-permissions': 0.3, 'invalid-token': 0.25, 'resource-rule': 0.2 },
  'saas-api': { 'insufficient-permissions': 0.35, 'api-scope': 0.25, 'feature-gate': 0.1 },
  'object-store': { 'insufficient-permissions': 0.4, 'acl-misconfigured': 0.25, 'resource-rule': 0.2 },
  'cloud-api': { 'insufficient-permissions': 0.4, 'role-misassignment': 0.2, 'feature-gate': 0.1 },
  orchestrator: { 'insufficient-permissions': 0.4, 'resource-rule': 0.2 },
  database: { 'insufficient-permissions': 0.4, 'acl-misconfigured': 0.15 },
}
