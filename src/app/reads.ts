import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PreparingClient, watchForSilence } from '#libs/postgres';
import { rooms } from './rooms.js';

/**
 * The connections that requests read through, as the role that row-level security binds. Statements are prepared, and those that a request may ask side by
 * side are sent without waiting for each other's answers.
 */
export const connectReads = async (url: string, poolSize: number, onIdleError: () => void = () => undefined): Promise<DataSource> => {
  const source = await new DataSource({
    type: 'postgres',
    url,
    entities: [...rooms.entities],
    poolSize,
    applicationName: 'insatskedja-reads',
    extra: { Client: PreparingClient, pipeline: true },
    connectTimeoutMS: 5_000,
    poolErrorHandler: onIdleError,
  }).initialize();
  watchForSilence((source.driver as PostgresDriver).master as Pool);
  return source;
};
