import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { DayEntryRow } from './day.rows.js';
import { MyDayHandler } from './my-day.query.js';
import { MyDayScreens } from './my-day.screens.js';
import { OperatingStateHandler } from './operating-state.query.js';
import { OperationScreens } from './operation.screens.js';

@Module({ controllers: [MyDayScreens, OperationScreens], providers: [MyDayHandler, OperatingStateHandler] })
class MyDayModule {}

/** The first page of each duty that has none of its own. */
export const myDayRoom: Room = { module: MyDayModule, entities: [DayEntryRow] };
