import 'reflect-metadata'
import { join } from 'node:path'
import Hapi from '@hapi/hapi'
import { type CanActivate, Controller, type ExecutionContext, Get, Injectable, Module, SetMetadata, UseGuards } from '@nestjs/common'
import { NestFactory, Reflector } from '@nestjs/core'
import { newEnforcer } from 'casbin'
import express, { type Express } from 'express'

/** Who holds which of the tests' bearer tokens. */
const PEOPLE: Readonly<Record<string, { user: string; role: string }>> = {
  'Bearer member-secret': { user: 'mia', role: 'member' },
  'Bearer colleague-secret': { user: 'noor', role: 'member' },
  'Bearer admin-secret': { user: 'ada', role: 'admin' },
}
const personOf = (authorization: string | undefined) => PEOPLE[authorization ?? '']

/** A guard as the documentation of NestJS writes it: false where the role of the handler's metadata is missing. */
class RolesGuard implements CanActivate {
  private readonly reflector: Reflector
  constructor(reflector: Reflector) {
    this.reflector = reflector
  }
  canActivate(context: ExecutionContext): boolean {
    const roles = this.reflector.get<string[] | undefined>('roles', context.getHandler())
    const { authorization } = context.switchToHttp().getRequest<{ headers: { authorization?: string } }>().headers
    return roles === undefined || roles.includes(personOf(authorization)?.role ?? '')
  }
}

class UsersController {
  findAll() {
    return [{ name: 'mia' }]
  }
}

class ShopModule {}

/** Decorators are functions: applied so, no compiler is needed that knows their syntax. */
function decorateNest(): void {
  Injectable()(RolesGuard)
  Reflect.defineMetadata('design:paramtypes', [Reflector], RolesGuard)
  const handler = Object.getOwnPropertyDescriptor(UsersController.prototype, 'findAll')
  if (!handler) throw new Error('No handler')
  Get()(UsersController.prototype, 'findAll', handler)
  SetMetadata('roles', ['admin'])(UsersController.prototype, 'findAll', handler)
  UseGuards(RolesGuard)(UsersController)
  Controller('users')(UsersController)
  Module({ controllers: [UsersController] })(ShopModule)
}

/** NestJS on Express: `GET /users` is for admins, by a RolesGuard. */
export async function nestApp() {
  decorateNest()
  const app = await NestFactory.create(ShopModule, { logger: false })
  await app.init()
  return app.getHttpServer()
}

/** hapi with scopes on its routes: `GET /refunds` wants `refunds:read`, which only the admin has. */
export async function hapiApp() {
  const server = Hapi.server()
  server.auth.scheme('bearer', () => ({
    authenticate(request, h) {
      const person = personOf(String(request.headers.authorization))
      if (!person) return h.response({ statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' }).code(401).takeover()
      return h.authenticated({
        credentials: { user: { name: person.user }, scope: person.role === 'admin' ? ['refunds:read'] : ['orders:read'] },
      })
    },
  }))
  server.auth.strategy('shop', 'bearer')
  server.route({
    method: 'GET',
    path: '/refunds',
    options: { auth: { strategy: 'shop', scope: 'refunds:read' } },
    handler: () => ({ ok: true }),
  })
  await server.initialize()
  return server.listener
}

/** The model and the policy that `casbinApp` decides by. */
export const CASBIN = { model: join(import.meta.dirname, 'casbin/model.conf'), policy: join(import.meta.dirname, 'casbin/policy.csv') }

/** Express that asks casbin for every request: who, which path, which method. */
export async function casbinApp(): Promise<Express> {
  const enforcer = await newEnforcer(CASBIN.model, CASBIN.policy)
  const app = express()
  app.use(async (request, response, next) => {
    const person = personOf(request.headers.authorization)
    if (!person) return void response.status(401).json({ error: 'unauthenticated' })
    if (await enforcer.enforce(person.user, request.path, request.method)) return next()
    response.status(403).json({ error: 'forbidden' })
  })
  app.use((_, response) => void response.json({ ok: true }))
  return app
}
