import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { problems } from '#libs/http';
import type { Duty } from '#libs/shared-kernel';
import type { CommandMeta, RequestContext } from './request-context.js';

/** Route config of a route that takes a form with a file (multipart). Everywhere else such a body is refused before it is read. */
export const TAKES_FILE = { takesFile: true };
/** Metadata keys that the route guard reads. A route with neither refuses to boot: deny by default. */
export const PUBLIC_ROUTE = 'insatskedja:public';
export const ROUTE_DUTIES = 'insatskedja:duties';

/** Anyone, logged in or not. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC_ROUTE, true);
/** Logged in with one of these duties. The policy still judges each object. */
export const For = (...duties: readonly Duty[]): MethodDecorator & ClassDecorator => SetMetadata(ROUTE_DUTIES, duties);

/** A request that the guard has let in. */
export interface AdmittedRequest {
  insatskedja: {
    context: RequestContext;
    meta?: CommandMeta;
    staffName: string;
    agencyName: string;
    lang: 'sv' | 'en';
    via: 'session' | 'bearer';
    /** The permanent bar over a demo. */
    demo: boolean;
    /** The person holds other duties too. */
    changeDuty: boolean;
  };
}

/** The request's context: who, when, correlation. */
export const Ctx = createParamDecorator(
  (_: unknown, host: ExecutionContext) => host.switchToHttp().getRequest<AdmittedRequest>().insatskedja.context,
);
/** A command's meta: context with Idempotency-Key (header, or a form's hidden field) and If-Match. @throws Problem idempotency-key-missing */
export const Meta = createParamDecorator((_: unknown, host: ExecutionContext) => {
  const { meta } = host.switchToHttp().getRequest<AdmittedRequest>().insatskedja;
  if (!meta) throw problems.keyMissing();
  return meta;
});
/** What an idempotency key may look like. */
export const IDEMPOTENCY_KEY = /^[\w.:-]{8,200}$/;
/** The meta of a command whose form is read only once its sender is let in (a file): the key stands in a field of it. @throws Problem idempotency-key-missing */
export const formMeta = (context: RequestContext, idempotencyKey: string | undefined): CommandMeta => {
  if (!idempotencyKey || !IDEMPOTENCY_KEY.test(idempotencyKey)) throw problems.keyMissing();
  return { ...context, idempotencyKey };
};
/** Who is shown as logged in on the page. */
export const Visitor = createParamDecorator(
  (_: unknown, host: ExecutionContext) => host.switchToHttp().getRequest<AdmittedRequest>().insatskedja,
);
