import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Database } from '#libs/postgres';

/** Events behind and seconds behind, of each subscription's slowest part. */
const LAG = `
  SELECT c.name, max(b.behind)::int AS events, max(extract(epoch FROM clock_timestamp() - b.oldest))::float AS seconds
    FROM es.checkpoints c,
         LATERAL (SELECT coalesce(sum(events), 0) AS behind, min(recorded_at) AS oldest
                    FROM (SELECT events, recorded_at FROM es.places WHERE place > es.place(c.position) ORDER BY place LIMIT 10000) e) b
   GROUP BY c.name`;
const PARKED = 'SELECT subscription, count(*)::int AS events FROM es.parked GROUP BY subscription';
/** Who holds the horizon back longest: an append that hangs after it took its position stops every view. */
const OLDEST_WRITER = `
  SELECT coalesce(max(extract(epoch FROM clock_timestamp() - a.xact_start)), 0)::float AS seconds
    FROM pg_locks l JOIN pg_stat_activity a USING (pid)
   WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND (l.classid::bigint >> 16) = x'4553'::int`;

/** Each log's newest tree: records that are not in it yet would be in the next second's. */
const TREES = `
  SELECT l.log, l.size::float AS size, extract(epoch FROM clock_timestamp() - c.signed_at)::float AS age
    FROM tree.logs l LEFT JOIN LATERAL (SELECT signed_at FROM tree.checkpoints c WHERE c.log = l.log ORDER BY signed_at DESC LIMIT 1) c ON true`;
const WITNESSES = `
  SELECT w.log, w.witness, (l.size - w.size)::float AS behind, coalesce(extract(epoch FROM clock_timestamp() - w.failing_since), 0)::float AS failing
    FROM tree.cosignatures w JOIN tree.logs l USING (log)`;

/** Figures for an operator's monitoring. Names of routes and subscriptions, never of anything in a case. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  private readonly transactions = new Histogram({
    name: 'insatskedja_append_seconds',
    help: 'Time of a transaction that appends, from sending it to its acknowledgement',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  });
  private readonly commits = new Histogram({
    name: 'insatskedja_commits_per_transaction',
    help: 'Commands whose commits went together in one transaction',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers: [this.registry],
  });
  private readonly requests = new Histogram({
    name: 'insatskedja_request_seconds',
    help: 'Time to answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });
  private readonly lagEvents = this.gauge('insatskedja_lag_events', 'Events that a subscription has yet to see, up to 10 000', [
    'subscription',
  ]);
  private readonly lagSeconds = this.gauge('insatskedja_lag_seconds', 'Age of the first event that a subscription has yet to see', [
    'subscription',
  ]);
  private readonly parked = this.gauge('insatskedja_parked_events', 'Events that a subscription could not handle', ['subscription']);
  private readonly oldestWriter = this.gauge(
    'insatskedja_oldest_writer_seconds',
    'Age of the oldest transaction that holds the horizon back',
    [],
  );

  private readonly treeSize = this.gauge('insatskedja_tree_records', 'Records that have their place in the tree over a log', ['log']);
  private readonly treeAge = this.gauge('insatskedja_tree_signed_seconds', 'Age of the newest signed checkpoint of a log', ['log']);
  private readonly witnessBehind = this.gauge('insatskedja_witness_behind_records', 'Records that a witness has yet to cosign', [
    'log',
    'witness',
  ]);
  private readonly witnessFailing = this.gauge(
    'insatskedja_witness_failing_seconds',
    'Since when a witness has not answered, or has refused',
    ['log', 'witness'],
  );

  constructor(private readonly database: Database) {
    collectDefaultMetrics({ register: this.registry, prefix: 'insatskedja_' });
  }

  committed(commits: number, seconds: number): void {
    this.transactions.observe(seconds);
    this.commits.observe(commits);
  }

  answered(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status }, seconds);
  }

  /** All figures in the text format of Prometheus. Those of the database are asked for now. */
  async text(): Promise<string> {
    const { app, projector } = this.database;
    const [lag, parked, writer, trees, witnesses] = await Promise.all([
      projector.query<{ name: string; events: number; seconds: number | null }>(LAG),
      projector.query<{ subscription: string; events: number }>(PARKED),
      app.query<{ seconds: number }>(OLDEST_WRITER), // its own role's sessions, which others may not look into,
      projector.query<{ log: string; size: number; age: number | null }>(TREES),
      projector.query<{ log: string; witness: string; behind: number; failing: number }>(WITNESSES),
    ]);
    for (const gauge of [this.lagEvents, this.lagSeconds, this.parked]) gauge.reset();
    for (const { name, events, seconds } of lag.rows) {
      this.lagEvents.set({ subscription: name }, events);
      this.lagSeconds.set({ subscription: name }, seconds ?? 0);
      this.parked.set({ subscription: name }, 0);
    }
    for (const { subscription, events } of parked.rows) this.parked.set({ subscription }, events);
    this.oldestWriter.set(writer.rows[0]!.seconds);
    for (const { log, size, age } of trees.rows) {
      this.treeSize.set({ log }, size);
      if (age !== null) this.treeAge.set({ log }, age);
    }
    for (const gauge of [this.witnessBehind, this.witnessFailing]) gauge.reset();
    for (const { log, witness, behind, failing } of witnesses.rows) {
      this.witnessBehind.set({ log, witness }, behind);
      this.witnessFailing.set({ log, witness }, failing);
    }
    return this.registry.metrics();
  }

  private gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
