import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';

@Module({})
class CivilSocietyModule {}

export const civilSocietyRoom: Room = { module: CivilSocietyModule };
