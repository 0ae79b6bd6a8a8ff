import { newEvent } from '../lib/events.mjs';
import { jitterOn, writeAndCompare } from '../lib/jitter.mjs';
import { loadPeer } from '../lib/peers.mjs';

const { default: pg } = await loadPeer('pg');
const { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } = await loadPeer('@event-driven-io/emmett-postgresql');

let url;
let pool;
let store;

/** @param {{ url: string }} options */
export const open = async (options) => {
  url = options.url;
  pool = new pg.Pool({ connectionString: url, max: 20 });
  store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
  await store.schema.migrate();
  await pool.query(jitterOn('emt_messages'));
};
export const close = async () => {
  await store.close();
  await pool.end().catch(() => undefined);
};

export const play = async (round) => {
  const delivered = [];
  const consumer = postgreSQLEventStoreConsumer({ connectionString: url });
  consumer.reactor({
    processorId: `bench-jitter-${process.pid}`,
    startFrom: 'BEGINNING',
    eachMessage: ({ metadata }) => {
      delivered.push({ stream: metadata.streamName, revision: Number(metadata.streamPosition) });
    },
  });
  const running = consumer.start();
  const append = (stream, expected, numbers) =>
    store.appendToStream(
      stream,
      numbers.map(newEvent).map(({ type, data, metadata }) => ({ type, data, metadata })),
      { expectedStreamVersion: expected === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(expected) },
    );
  const result = await writeAndCompare({ append, delivered }, round);
  await consumer.stop();
  await running;
  await consumer.close();
  return result;
};
