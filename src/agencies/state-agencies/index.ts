import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';

@Module({})
class StateAgenciesModule {}

export const stateAgenciesRoom: Room = { module: StateAgenciesModule };
