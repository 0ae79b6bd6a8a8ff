import { once } from 'node:events';
import {
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import featuresGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import type shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import streamsGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import { StandInLog, type Expected, type Proposed } from './log.js';
import { appended, detailedConflict, idOf, legacyConflict, nameOf, proposedOf, refusedInBatch } from './messages.js';
import { serveRead, type ReadCall } from './reading.js';

export interface StandInOptions {
  readonly port?: number;
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
  /** "user:password"; without it anyone is let in. */
  readonly login?: string;
  /** Newer servers answer appends one by one over `append`; most let many share one `batchAppend`. */
  readonly batch?: boolean;
  /** How a conflict is told where it isn't told inside an answer. */
  readonly conflicts?: 'legacy' | 'detailed';
}

type BatchCall = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;
type AppendCall = ServerReadableStream<streams.AppendReq, streams.AppendResp>;

/**
 * A stand-in that speaks KurrentDB's protocol as far as the event store needs it, over the client's own service definitions. It lets the real client,
 * its connection and its errors be tested where no KurrentDB can be had. It is not KurrentDB: what it shows about the server's behaviour is only what
 * the documentation says.
 */
export class KurrentDbStandIn {
  readonly log = new StandInLog();
  /** What goes wrong on purpose, until it is set back. */
  readonly faults = { loseAnswers: false, deaf: false, refuse: undefined as number | undefined };
  readonly seen = { appends: 0, subscriptions: 0, pushed: 0 };
  private readonly server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  private port = 0;

  private constructor(private readonly options: StandInOptions) {
    this.server.addService(featuresGrpc.ServerFeaturesService, { getSupportedMethods: this.features });
    this.server.addService(streamsGrpc.StreamsService, {
      read: (call: ReadCall) => void this.guarded(call, () => serveRead(call, this.log, this.seen)),
      append: (call: AppendCall, answer: sendUnaryData<streams.AppendResp>) => void this.append(call, answer),
      batchAppend: (call: BatchCall) => this.batchAppend(call),
      delete: (_call: unknown, answer: sendUnaryData<never>) => answer({ code: status.UNIMPLEMENTED }),
      tombstone: (_call: unknown, answer: sendUnaryData<never>) => answer({ code: status.UNIMPLEMENTED }),
    } as never);
  }

  static async start(options: StandInOptions = {}): Promise<KurrentDbStandIn> {
    const standIn = new KurrentDbStandIn(options);
    const { tls, port = 0 } = options;
    const credentials = tls
      ? ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.cert }])
      : ServerCredentials.createInsecure();
    standIn.port = await new Promise<number>((resolve, reject) => {
      standIn.server.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
    });
    return standIn;
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: this.port };
  }
  get url(): string {
    return `kurrentdb://127.0.0.1:${this.port}?tls=false`;
  }

  async stop(): Promise<void> {
    this.server.forceShutdown();
    this.log.emit('appended');
  }

  private readonly features = (
    _call: ServerUnaryCall<shared.Empty, features.SupportedMethods>,
    answer: sendUnaryData<features.SupportedMethods>,
  ): void => {
    const supported = new features.SupportedMethods();
    supported.setEventStoreServerVersion('0.0.0-stand-in');
    for (const name of ['read', 'append', ...(this.options.batch === false ? [] : ['batchappend'])]) {
      const method = new features.SupportedMethod();
      method.setServiceName('event_store.client.streams.Streams');
      method.setMethodName(name);
      supported.addMethods(method);
    }
    answer(null, supported);
  };

  /** Asks for the login, as the server does where it isn't open. */
  private allowed(call: { metadata: { get(key: string): unknown[] } }): boolean {
    const { login } = this.options;
    return !login || call.metadata.get('authorization')[0] === `Basic ${Buffer.from(login).toString('base64')}`;
  }

  private async guarded(call: ReadCall, work: () => Promise<void>): Promise<void> {
    if (this.faults.deaf) return;
    if (this.faults.refuse !== undefined) return void call.emit('error', { code: this.faults.refuse, details: 'refused on purpose' });
    if (!this.allowed(call)) return void call.emit('error', { code: status.UNAUTHENTICATED, details: 'Unauthenticated' });
    await work().catch((error: unknown) => call.destroy(error as Error));
  }

  private batchAppend(call: BatchCall): void {
    const open = new Map<string, { options: streams.BatchAppendReq.Options; proposed: Proposed[] }>();
    call.on('error', () => undefined);
    call.on('end', () => call.end());
    if (!this.allowed(call)) return void call.emit('error', { code: status.UNAUTHENTICATED, details: 'Unauthenticated' });
    call.on('data', (request: streams.BatchAppendReq) => {
      if (this.faults.deaf) return;
      if (this.faults.refuse !== undefined) return void call.emit('error', { code: this.faults.refuse, details: 'refused on purpose' });
      const key = idOf(request.getCorrelationId());
      const one = open.get(key) ?? { options: request.getOptions()!, proposed: [] };
      open.set(key, one);
      one.proposed.push(...request.getProposedMessagesList().map(proposedOf));
      if (!request.getIsFinal()) return;
      open.delete(key);
      const stream = nameOf(one.options.getStreamIdentifier());
      const outcome = this.take(stream, expectedInBatch(one.options), one.proposed);
      if (this.faults.loseAnswers) return;
      call.write(
        outcome.ok
          ? appended(request.getCorrelationId(), stream, outcome.revision, outcome.position)
          : refusedInBatch(request.getCorrelationId(), stream, outcome.expected, outcome.current),
      );
    });
  }

  private async append(call: AppendCall, answer: sendUnaryData<streams.AppendResp>): Promise<void> {
    if (!this.allowed(call)) return answer({ code: status.UNAUTHENTICATED, details: 'Unauthenticated' });
    let options: streams.AppendReq.Options | undefined;
    const proposed: Proposed[] = [];
    call.on('data', (request: streams.AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message) proposed.push(proposedOf(message));
    });
    await once(call, 'end').catch(() => undefined);
    if (this.faults.deaf) return;
    if (this.faults.refuse !== undefined) return answer({ code: this.faults.refuse, details: 'refused on purpose' });
    const stream = nameOf(options!.getStreamIdentifier());
    const expected = options!.hasNoStream() ? -1n : options!.hasRevision() ? BigInt(options!.getRevision()) : null;
    const outcome = this.take(stream, expected, proposed);
    if (this.faults.loseAnswers) return;
    if (!outcome.ok) {
      const tell = this.options.conflicts === 'detailed' ? detailedConflict : legacyConflict;
      return answer(tell(stream, outcome.expected, outcome.current));
    }
    const at = new streams.AppendResp.Position();
    at.setCommitPosition(String(outcome.position));
    at.setPreparePosition(String(outcome.position));
    const success = new streams.AppendResp.Success();
    success.setCurrentRevision(String(outcome.revision));
    success.setPosition(at);
    const response = new streams.AppendResp();
    response.setSuccess(success);
    answer(null, response);
  }

  private take(stream: string, expected: Expected, proposed: readonly Proposed[]) {
    this.seen.appends += 1;
    if (this.seen.appends % 3 === 0) this.log.system();
    return this.log.append(stream, expected, proposed);
  }
}

const expectedInBatch = (options: streams.BatchAppendReq.Options): Expected =>
  options.hasNoStream() ? -1n : options.hasStreamPosition() ? BigInt(options.getStreamPosition()) : null;
