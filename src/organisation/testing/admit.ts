import { Catch, StandardSchemaValidationPipe, type ArgumentsHost, type ExceptionFilter, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldProblems, Problem, problems } from '#libs/http';
import type { Clock, Duty } from '#libs/shared-kernel';
import { ROUTE_DUTIES, type AdmittedRequest } from '#src/access/index';
import { OrganisationStaffDirectory } from '../staff-directory.js';

@Catch(Problem)
class ProblemFilter implements ExceptionFilter<Problem> {
  catch(problem: Problem, host: ArgumentsHost): void {
    void host.switchToHttp().getResponse<FastifyReply>().status(problem.status).type('application/problem+json').send(problem.toBody('sv'));
  }
}

/** Stands in for login: whom the headers name is asked of the register, and let in where the route is for the duty. */
export function admit(app: NestFastifyApplication, clock: Clock): void {
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: (issues) => problems.invalid(fieldProblems(issues)) }));
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards({
    async canActivate(host: ExecutionContext): Promise<boolean> {
      const request = host.switchToHttp().getRequest<FastifyRequest & AdmittedRequest>();
      const asked = request.headers['x-duty'] as Duty;
      const duties = app.get(Reflector).getAllAndOverride<readonly Duty[] | undefined>(ROUTE_DUTIES, [host.getHandler(), host.getClass()]);
      const actor = await app.get(OrganisationStaffDirectory).actorOf(String(request.headers['x-staff']), asked);
      if (!actor || !duties?.includes(asked)) throw problems.notFound();
      const context = { actor, now: clock.now(), correlationId: request.id };
      const key = request.headers['idempotency-key'] ?? (request.body as { idempotencyKey?: unknown } | undefined)?.idempotencyKey;
      request.insatskedja = {
        context,
        ...(typeof key === 'string' ? { meta: { ...context, idempotencyKey: key } } : {}),
        staffName: 'Namn',
        agencyName: 'Verksamhet',
        lang: 'sv',
        via: 'session',
        demo: true,
        changeDuty: false,
      };
      return true;
    },
  });
}
