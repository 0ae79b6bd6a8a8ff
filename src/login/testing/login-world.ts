import type { AddressInfo } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import {
  Catch,
  Controller,
  Get,
  Global,
  HttpCode,
  Module,
  Post,
  Req,
  UnauthorizedException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseSettings } from '#config/settings';
import { Problem, SETTINGS } from '#libs/http';
import { createPool, createTestDatabase, Database, runMigrations } from '#libs/postgres';
import { Clock, TestClock, type Actor, type Duty } from '#libs/shared-kernel';
import { Authenticator, type Authenticated } from '../authenticator.js';
import { DemoStaff, type DemoPerson } from '../demo/demo-staff.js';
import { LoginAudit, type LoginAuditEntry } from '../login-audit.js';
import { LoginModule } from '../login.module.js';
import { LoginTables1700000003000 } from '../migration.js';
import { StaffDirectory, type StaffLogin } from '../staff-directory.js';

/** An organisation's register in memory, in which a spec can end a duty or a person. */
export class MemoryDirectory extends StaffDirectory {
  readonly staff = new Map<string, StaffLogin>();

  add(subject: string, name: string, duties: readonly Duty[]): void {
    this.staff.set(subject, {
      staffId: `staff-${subject}`,
      name,
      agencyId: 'boden',
      agencyName: 'Bodens kommun',
      agencyKind: 'social-services',
      unitId: 'unit-1',
      duties,
    });
  }
  findBySubject(_issuer: string, subject: string): Promise<StaffLogin | null> {
    return Promise.resolve(this.staff.get(subject) ?? null);
  }
  dutiesOf(staffId: string): Promise<readonly Duty[]> {
    return Promise.resolve([...this.staff.values()].find((staff) => staff.staffId === staffId)?.duties ?? []);
  }
  actorOf(staffId: string, duty: Duty): Promise<Actor | null> {
    const found = [...this.staff.values()].find((staff) => staff.staffId === staffId && staff.duties.includes(duty));
    if (!found) return Promise.resolve(null);
    const { agencyId, agencyKind, unitId } = found;
    return Promise.resolve({ staffId, agencyId, agencyKind, unitId, duty, functions: [], standsInFor: [], onCall: false });
  }
}

export class MemoryAudit extends LoginAudit {
  readonly entries: LoginAuditEntry[] = [];
  failing = false;
  record(entry: LoginAuditEntry): Promise<void> {
    if (this.failing) return Promise.reject(new Error('the audit cannot be written'));
    this.entries.push(entry);
    return Promise.resolve();
  }
}

class MemoryDemo extends DemoStaff {
  constructor(
    private readonly isAllowed: () => boolean,
    private readonly persons: readonly DemoPerson[],
  ) {
    super();
  }
  allowed(): boolean {
    return this.isAllowed();
  }
  people(): Promise<readonly DemoPerson[]> {
    return Promise.resolve(this.persons);
  }
}

@Controller()
class WhoController {
  constructor(private readonly authenticator: Authenticator) {}
  @Get('who')
  async who(@Req() request: FastifyRequest): Promise<Authenticated> {
    return this.demand(request);
  }
  @Post('who')
  @HttpCode(200)
  async act(@Req() request: FastifyRequest): Promise<Authenticated> {
    return this.demand(request);
  }
  private async demand(request: FastifyRequest): Promise<Authenticated> {
    const found = await this.authenticator.authenticate(request);
    if (!found) throw new UnauthorizedException();
    return found;
  }
}

@Catch(Problem)
class ProblemFilter implements ExceptionFilter<Problem> {
  catch(problem: Problem, host: ArgumentsHost): void {
    void host.switchToHttp().getResponse<FastifyReply>().status(problem.status).type('application/problem+json').send(problem.toBody('sv'));
  }
}

export interface LoginWorldOptions {
  readonly demoAllowed?: () => boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly rateLimited?: boolean;
}

export interface LoginWorld {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly clock: TestClock;
  readonly directory: MemoryDirectory;
  readonly audit: MemoryAudit;
  readonly database: Database;
  close(): Promise<void>;
}

const PEOPLE: readonly DemoPerson[] = [
  { subject: 'anna', name: 'Anna Påhittad', duty: 'caseworker', agencyName: 'Bodens kommun' },
  { subject: 'paula', name: 'Paula Påhittad', duty: 'police-liaison', agencyName: 'Polisen' },
  { subject: 'okand', name: 'Okänd Påhittad', duty: 'caseworker', agencyName: 'Ingen' },
];

/** The whole of login on a free port with a database of its own: Anna has one duty, Paula two, and Okänd is in no register. */
export async function loginWorld({ demoAllowed = () => true, env = {}, rateLimited = false }: LoginWorldOptions = {}): Promise<LoginWorld> {
  const made = await createTestDatabase(process.env.TEST_SUPERUSER_URL ?? '', {
    templateKey: 'login',
    prepare: ({ migrateUrl }) => runMigrations(migrateUrl, [LoginTables1700000003000]),
  });
  const pool = (url: string, derived = false) => createPool(url, { max: 5, applicationName: 'login-spec', derived });
  const database = new Database(pool(made.appUrl), pool(made.projectorUrl, true));
  const clock = new TestClock(new Date());
  const directory = new MemoryDirectory();
  directory.add('anna', 'Anna Påhittad', ['caseworker']);
  directory.add('paula', 'Paula Påhittad', ['police-liaison', 'police-officer']);
  const audit = new MemoryAudit();
  let url = '';

  const shared = [
    { provide: Database, useValue: database },
    { provide: Clock, useValue: clock },
    { provide: SETTINGS, useValue: parseSettings(env) },
    { provide: StaffDirectory, useValue: directory },
    { provide: LoginAudit, useValue: audit },
  ];
  @Global()
  @Module({ providers: shared, exports: shared.map(({ provide }) => provide) })
  class Shared {}
  @Module({
    imports: [
      Shared,
      LoginModule.register({
        address: () => url,
        demo: { useFactory: () => new MemoryDemo(demoAllowed, PEOPLE) },
      }),
    ],
    controllers: [WhoController],
  })
  class World {}

  const app = await NestFactory.create<NestFastifyApplication>(World, new FastifyAdapter(), {
    logger: false,
  });
  if (rateLimited) await app.register(rateLimit, { global: false });
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  return {
    url,
    app,
    clock,
    directory,
    audit,
    database,
    async close() {
      await app.close();
      await database.close();
      await made.drop();
    },
  };
}
