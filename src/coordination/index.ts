import { Module } from '@nestjs/common';
import { joinParts, type Room } from '#src/access/index';
import { recordParts } from './record/index.js';

export { ChangeRecord, OpenRecord, RecordRow } from './record/index.js';

const { providers, controllers, ...parts } = joinParts([recordParts]);

@Module({ controllers, providers, exports: providers })
class CoordinationModule {}

/** The shared case: what several agencies do together, each fact owned by one of them. */
export const coordinationRoom: Room = { module: CoordinationModule, ...parts };
