import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { CommandResult } from '#src/access/index';

const isCommandResult = (value: unknown): value is CommandResult =>
  typeof value === 'object' && value !== null && 'position' in value && 'version' in value && 'replayed' in value;

/** A command's answer: where it stands now (ETag), and how far the views must come to show it (X-Position). A replay says that it is one. */
@Injectable()
export class CommandAnswerInterceptor implements NestInterceptor {
  intercept(host: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((value: unknown) => {
        if (!isCommandResult(value)) return value;
        void reply.header('etag', `"${value.version}"`).header('x-position', value.position);
        if (value.replayed) void reply.status(200).header('idempotent-replayed', 'true');
        return value;
      }),
    );
  }
}
