import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { coordinationRoom } from '#src/coordination/index';
import { CaseChainApi } from './case-chain.api.js';
import { CaseChainHandler } from './case-chain.query.js';
import { CaseChainScreens } from './case-chain.screens.js';
import { CaseChain1700000006800 } from './chain.migration.js';
import { ChainSides1700000103003 } from './chain-sides.migration.js';
import { ChainWhereabouts1700000119110 } from './chain-whereabouts.migration.js';
import { ChainEntryRow } from './chain.rows.js';
import { CopyApi } from './copy/copy.api.js';
import { CopyScreens } from './copy/copy.screens.js';
import { CopyReader } from './copy/read-copy.js';
import { ChainWatch } from './chain-watch.js';
import { OwnCasesHandler } from './own-cases.query.js';

export { chainProjection } from './chain.projection.js';
export { linkStatus, linkTitle } from './link-words.js';

@Module({
  imports: [coordinationRoom.module],
  controllers: [CaseChainApi, CaseChainScreens, CopyApi, CopyScreens],
  providers: [CaseChainHandler, OwnCasesHandler, ChainWatch, CopyReader],
})
class CaseChainModule {}

/** Its projection is made by the app, which alone knows every agency's publisher. */
export const caseChainRoom: Room = {
  module: CaseChainModule,
  migrations: [CaseChain1700000006800, ChainSides1700000103003, ChainWhereabouts1700000119110],
  entities: [ChainEntryRow],
};
