import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';

@Module({})
class ProsecutionModule {}

export const prosecutionRoom: Room = { module: ProsecutionModule };
