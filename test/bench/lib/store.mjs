import { createPool, PostgresEventStore } from './dist.mjs';

/**
 * The product's store on pools like the application's own (src/app/start.ts): commits that carry events are on disk before they are acknowledged, those of
 * views and checkpoints are not, since a crash only makes them be done again.
 * @param {{ appUrl: string, projectorUrl: string }} urls
 */
export const openStore = ({ appUrl, projectorUrl }) => {
  const app = createPool(appUrl, { max: 20, applicationName: 'bench-app' });
  const projector = createPool(projectorUrl, { max: 12, applicationName: 'bench-projector', derived: true });
  const store = new PostgresEventStore(app, projector);
  return {
    store,
    app,
    projector,
    close: async () => {
      await store.close();
      await Promise.all([app.end(), projector.end()]);
    },
  };
};
