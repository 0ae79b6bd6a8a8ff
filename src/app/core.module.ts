import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { RetentionFile } from '#config/retention';
import type { Settings } from '#config/settings';
import { EventStore } from '#libs/event-store';
import { SETTINGS } from '#libs/http';
import { Database } from '#libs/postgres';
import { DataKeys, Erasures, KeyRotation, Sealer, SearchTokens, ServiceKeys, type WrappingKeys } from '#libs/privacy';
import { Clock } from '#libs/shared-kernel';
import { AuditLines, TrailVerifier, TreeVerifier } from '#src/audit/index';
import { ReadDoor, Turns, VersionTokens, ViewsReached, WriteDoor } from '#src/access/index';
import { RetentionRules } from '#src/coordination/index';
import { openEventStore, startRecovery } from './event-store.js';
import { rotationOf } from './keys.js';
import { AppLog } from './log.js';
import { Metrics } from './metrics.js';

export interface CoreOptions {
  readonly settings: Settings;
  readonly database: Database;
  readonly source: DataSource;
  readonly keyring: WrappingKeys;
  readonly clock: Clock;
  readonly log: AppLog;
  /** Instead of the rules as they are shipped. */
  readonly retention?: RetentionFile;
  /** Instead of the one that the settings name. */
  readonly store?: EventStore;
}

/** What every room stands on: clock, store, keys, and the two doors. */
@Global()
@Module({})
export class CoreModule {
  static register({ settings, database, source, keyring, clock, log, retention, store: given }: CoreOptions): DynamicModule {
    const metrics = new Metrics(database);
    const store = given ?? openEventStore({ settings, database, log, observe: (commits, seconds) => metrics.committed(commits, seconds) });
    startRecovery(store, log);
    const serviceKeys = new ServiceKeys(database.app, keyring);
    const rotation = rotationOf(settings, database.app, keyring);
    const provided = [
      { provide: SETTINGS, useValue: settings },
      { provide: Database, useValue: database },
      { provide: DataSource, useValue: source },
      { provide: Clock, useValue: clock },
      { provide: AppLog, useValue: log },
      { provide: Metrics, useValue: metrics },
      { provide: EventStore, useValue: store },
      { provide: Sealer, useValue: new Sealer(new DataKeys(database.app, keyring)) },
      { provide: KeyRotation, useValue: rotation },
      { provide: Erasures, useValue: new Erasures(database.app, rotation, settings.erasureList) },
      { provide: RetentionRules, useValue: new RetentionRules(retention) },
      { provide: ServiceKeys, useValue: serviceKeys },
      { provide: SearchTokens, useValue: new SearchTokens(serviceKeys) },
      { provide: VersionTokens, useValue: new VersionTokens(serviceKeys) },
      AuditLines,
      { provide: TrailVerifier, useValue: new TreeVerifier(database.projector, store, settings.tree) },
      WriteDoor,
      ReadDoor,
      ViewsReached,
      Turns,
    ];
    return { module: CoreModule, imports: [CqrsModule.forRoot()], providers: provided, exports: [...provided, CqrsModule] };
  }
}
