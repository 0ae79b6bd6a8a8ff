import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { fieldProblems, problems } from '#libs/http';
import { Sealer } from '#libs/privacy';
import { Clock } from '#libs/shared-kernel';
import { Directory, Gate } from '#src/access/index';
import { LoginModule } from '#src/login/index';
import { CommandAnswerInterceptor } from './command-answer.interceptor.js';
import { CoreModule, type CoreOptions } from './core.module.js';
import { CountyDemoStaff } from './demo/demo-people.js';
import { HealthController } from './health.controller.js';
import { HomeController } from './home.controller.js';
import type { InstallationKind } from './installation.js';
import { Machinery } from './machinery.js';
import { MetricsController } from './metrics.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { RetentionKeeper } from './retention-keeper.js';
import { RouteGuard } from './route-guard.js';
import { ROOMS, rooms } from './rooms.js';
import { SharedModule } from './shared.module.js';

export interface AppOptions extends CoreOptions {
  readonly kind: InstallationKind;
  /** Where people reach this server, read at each use. */
  readonly address: () => string;
}

/** Everything wired. Imported by nobody. */
@Module({})
export class AppModule {
  static register(options: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DiscoveryModule,
        CoreModule.register(options),
        SharedModule,
        LoginModule.register({ address: options.address, demo: { useFactory: () => new CountyDemoStaff(options.kind) } }),
        ...rooms.modules,
      ],
      controllers: [HomeController, HealthController, MetricsController],
      providers: [
        { provide: ROOMS, useValue: rooms },
        {
          provide: Gate,
          inject: [DataSource, Sealer, Clock, Directory],
          useFactory: (source: DataSource, sealer: Sealer, clock: Clock, directory: Directory) =>
            new Gate(rooms.publishers, source, sealer, clock, (agencyId) => directory.agencyKind(agencyId)),
        },
        Machinery,
        RetentionKeeper,
        { provide: APP_GUARD, useClass: RouteGuard },
        {
          provide: APP_PIPE,
          useValue: new StandardSchemaValidationPipe({ exceptionFactory: (issues) => problems.invalid(fieldProblems(issues as never)) }),
        },
        { provide: APP_INTERCEPTOR, useClass: CommandAnswerInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
