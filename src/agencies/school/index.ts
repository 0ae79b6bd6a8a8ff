import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';

@Module({})
class SchoolModule {}

export const schoolRoom: Room = { module: SchoolModule };
