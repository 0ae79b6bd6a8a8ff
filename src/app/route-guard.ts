import { randomUUID } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { EventStore } from '#libs/event-store';
import { problems } from '#libs/http';
import { Clock, type Actor, type Duty } from '#libs/shared-kernel';
import {
  Directory,
  IDEMPOTENCY_KEY,
  PUBLIC_ROUTE,
  ROUTE_DUTIES,
  ViewsReached,
  type AdmittedRequest,
  type CommandMeta,
  type RequestContext,
} from '#src/access/index';
import { AuditLines, type AuditEntry } from '#src/audit/index';
import { Authenticator, ProviderChoice, StaffDirectory } from '#src/login/index';

const PATH = 'path';

/** Lets a request in: public, or logged in with a duty that the route is for. A route that says neither keeps the app from starting. */
@Injectable()
export class RouteGuard implements CanActivate, OnApplicationBootstrap {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly directory: Directory,
    private readonly staff: StaffDirectory,
    private readonly provider: ProviderChoice,
    private readonly clock: Clock,
    private readonly views: ViewsReached,
    private readonly discovery: DiscoveryService,
    private readonly store: EventStore,
    private readonly lines: AuditLines,
  ) {}

  /** Deny by default, at boot: @throws Error naming each route without @Public() or @For(…) */
  onApplicationBootstrap(): void {
    const scanner = new MetadataScanner();
    const undecided = this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!instance || !metatype) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, (...args: unknown[]) => unknown>;
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata(PATH, prototype[name]!))
        .filter((name) => !this.decision(prototype[name]!, metatype))
        .map((name) => `${metatype.name}.${name}`);
    });
    if (undecided.length > 0) throw new Error(`Routes without @Public() or @For(...): ${undecided.join(', ')}`);
  }

  async canActivate(host: ExecutionContext): Promise<boolean> {
    const request = host.switchToHttp().getRequest<FastifyRequest & AdmittedRequest>();
    const decision = this.decision(host.getHandler(), host.getClass());
    if (decision === 'public') return true;
    const stream = request.headers.accept?.includes('text/event-stream') ?? false;
    const who = await this.authenticator.authenticate(request, { touch: !stream });
    if (!who) throw problems.notLoggedIn();
    const { actor } = who;
    if (!decision?.includes(actor.duty)) {
      await this.recordDenial(actor, request);
      throw problems.notFound();
    }

    await this.views.wait(one(request.headers['x-position']));
    const { authenticatedAt, sessionId } = who;
    const context: RequestContext = {
      ...{ actor, now: this.clock.now(), correlationId: request.id, authenticatedAt },
      ...(sessionId ? { sessionId } : {}),
      ...purposeOf(request),
    };
    const duties = await this.staff.dutiesOf(actor.staffId);
    const meta = commandMeta(context, request);
    request.insatskedja = {
      context,
      ...(meta ? { meta } : {}),
      staffName: who.staffName,
      agencyName: await this.directory.agencyName(actor.agencyId),
      lang: who.lang,
      via: who.via,
      demo: await this.provider.isDemo(),
      changeDuty: duties.length > 1,
    };
    return true;
  }

  /** A door tried by someone whose duty has no business there: a supervisor sees it, as every refusal. The route's pattern, never the address with its ids. */
  private async recordDenial({ staffId, duty, agencyId, unitId }: Actor, request: FastifyRequest): Promise<void> {
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    const row: AuditEntry = {
      auditId: randomUUID(),
      at: this.clock.now().toISOString(),
      action: changes ? 'command' : 'read',
      operation: request.routeOptions.url ?? 'route',
      outcome: 'denied',
      staffId,
      duty,
      agencyId,
      unitId,
      objectType: 'Route',
      objectId: null,
      caseId: null,
      recordId: null,
      ownerAgencies: [agencyId],
      personIds: [],
      hits: [],
      classes: [],
      ground: null,
      purpose: null,
      correlationId: request.id,
      rule: 'other-duty',
    };
    await this.store.record([{ name: 'audit', rows: [await this.lines.row(row)] }]).catch((error: unknown) => {
      throw Object.assign(problems.unavailable(), { cause: error });
    });
  }

  private decision(...targets: Parameters<Reflector['getAllAndOverride']>[1]): 'public' | readonly Duty[] | undefined {
    const duties = this.reflector.getAllAndOverride<readonly Duty[] | undefined>(ROUTE_DUTIES, targets);
    const open = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, targets);
    return open ? 'public' : duties;
  }
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
const purposeOf = ({ headers }: FastifyRequest): { purpose?: string } => {
  const purpose = one(headers['x-purpose'])?.slice(0, 200);
  return purpose ? { purpose } : {};
};

/** Idempotency-Key and If-Match by header, or by the form's hidden fields. @throws Problem when a command lacks its key */
const commandMeta = (context: RequestContext, request: FastifyRequest): CommandMeta | undefined => {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const body = (typeof request.body === 'object' && request.body !== null ? request.body : {}) as {
    idempotencyKey?: unknown;
    version?: unknown;
  };
  const key = one(request.headers['idempotency-key']) ?? (typeof body.idempotencyKey === 'string' ? body.idempotencyKey : undefined);
  if (!key || !IDEMPOTENCY_KEY.test(key)) return undefined;
  const version =
    one(request.headers['if-match'])?.replace(/^(W\/)?"(.*)"$/, '$2') ?? (typeof body.version === 'string' ? body.version : undefined);
  return { ...context, idempotencyKey: key, ...(version ? { expectedVersion: version } : {}) };
};
