import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';

@Module({})
class ResourceCentreModule {}

export const resourceCentreRoom: Room = { module: ResourceCentreModule };
