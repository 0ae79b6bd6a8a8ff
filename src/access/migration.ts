import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ACTOR } from './schema/actor.js';
import { HOLDS } from './schema/holds.js';
import { READS } from './schema/reads.js';
import { RIGHTS } from './schema/rights.js';
import { TABLES } from './schema/tables.js';
import { WALL } from './schema/wall.js';

/** Rights, and the second wall: its tables, what is asked of them, and the one function that writes them (schema/). */
export class Access1700000004000 implements MigrationInterface {
  name = 'Access1700000004000';

  async up(runner: QueryRunner): Promise<void> {
    // Some bodies speak of the register and of commits under way, whose tables come later.
    await runner.query('SET LOCAL check_function_bodies = off');
    for (const part of [ACTOR, TABLES, READS, WALL, HOLDS, RIGHTS]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('rights are never taken down: without them every read is refused');
  }
}
