import { KurrentDbStandIn } from '../support/kurrentdb-stand-in/index.js';
import { kurrentEngine, postgresEngine } from './engines.js';
import { describeEventStore, type Engine } from './event-store.js';

describeEventStore('PostgreSQL', postgresEngine);

/** The real client against a stand-in of the server: shows that the engine speaks the protocol, not how KurrentDB answers. */
const onStandIn = (options: Parameters<typeof KurrentDbStandIn.start>[0]) => async (): Promise<Engine> => {
  const standIn = await KurrentDbStandIn.start(options);
  const engine = await kurrentEngine(standIn.url);
  return {
    ...engine,
    end: async () => {
      await engine.end();
      await standIn.stop();
    },
  };
};
describeEventStore('a stand-in for KurrentDB (not KurrentDB itself), appends in batches', onStandIn({}));
describeEventStore(
  'a stand-in for KurrentDB (not KurrentDB itself), appends one by one',
  onStandIn({ batch: false, conflicts: 'detailed' }),
);

// Needs a server that nobody can install here in two commands: its name says where to point it. The stand-in above runs the same examples.
const url = process.env['KURRENTDB_URL'];
const whereThereIsOne = url ? describe : describe.skip;
whereThereIsOne('a KurrentDB of your own (KURRENTDB_URL, such as kurrentdb://127.0.0.1:2113?tls=false)', () =>
  describeEventStore('KurrentDB', () => kurrentEngine(url!)),
);
