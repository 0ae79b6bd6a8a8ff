import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/**
 * One instance at a time does a periodic piece of work. A lock that lives as long as its connection: a killed instance gives it up at once. It spares
 * work and noise, no more: what the work does is done once even if two do it side by side, since it carries its own idempotency.
 */
@Injectable()
export class Turns {
  constructor(private readonly source: DataSource) {}

  /** @returns what the work came to; undefined when another instance is at it */
  async take<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    const runner = this.source.createQueryRunner();
    try {
      const [lock] = (await runner.query(`SELECT pg_try_advisory_lock(${NAMESPACE}, hashtext($1)) AS mine`, [name])) as { mine: boolean }[];
      if (!lock?.mine) return undefined;
      try {
        return await work();
      } finally {
        await runner.query(`SELECT pg_advisory_unlock(${NAMESPACE}, hashtext($1))`, [name]);
      }
    } finally {
      await runner.release().catch(() => undefined);
    }
  }
}

/** "TU" in ASCII. */
const NAMESPACE = 0x5455;
