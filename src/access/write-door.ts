import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { subject as caslSubject } from '@casl/ability';
import { DataSource } from 'typeorm';
import { Injectable } from '@nestjs/common';
import { Codec, EventStore, WrongExpectedRevision, type Companion, type NewEvent, type Recorded } from '#libs/event-store';
import { problems, refusalProblem, requestHash } from '#libs/http';
import { Sealer } from '#libs/privacy';
import { fold } from '#libs/shared-kernel';
import { AuditLines } from '#src/audit/index';
import { withActor } from './actor-transaction.js';
import { commandAudit, personsIn } from './command-audit.js';
import { refusedByCommit } from './commit-refusals.js';
import type { Place } from './concept.js';
import { EMERGENCY_GROUND } from './fact-columns.js';
import { knownOf, type Known } from './known.js';
import { policyFor, type Facts } from './policy.js';
import type { CommandMeta, CommandResult } from './request-context.js';
import { VersionTokens } from './version-tokens.js';
import { COMMAND_PATIENCE_MS } from './views-reached.js';
import { RefusedByLaw, type Event, type LetIn, type Made, type WriteRequest } from './write-request.js';

type Placed<C, S, E extends Event, R extends string> = WriteRequest<C, S, E, R> & { readonly place: Place };

interface Loaded<S, E extends Event> {
  readonly stream: string;
  readonly codec: Codec<E>;
  readonly history: readonly Recorded<E>[];
  readonly revision: number;
  readonly state: S;
}

const RETRIES = 5;

/**
 * The one way to change anything: policy, version, decider, sealing, then one commit with events, rights, idempotency and audit together.
 * What the actor may not see answers 404 before anything else is judged (foundation.md 21).
 */
@Injectable()
export class WriteDoor {
  constructor(
    private readonly store: EventStore,
    private readonly sealer: Sealer,
    private readonly versions: VersionTokens,
    private readonly source: DataSource,
    private readonly lines: AuditLines,
  ) {}

  async execute<C, S, E extends Event, R extends string>(request: WriteRequest<C, S, E, R>): Promise<CommandResult> {
    const patience = Date.now() + COMMAND_PATIENCE_MS;
    for (let attempt = 1; ;) {
      try {
        return await this.attempt(request);
      } catch (error) {
        const code = (error as { code?: string }).code ?? '';
        // What the command was judged on had changed, and the views may be a moment behind: judged anew when they have come.
        if (code === 'AC410' && Date.now() < patience) {
          await sleep(50);
          continue;
        }
        const refused = refusedByCommit(error);
        if (refused) throw Object.assign(refused, { cause: error });
        const raced = error instanceof WrongExpectedRevision || (error as { constraint?: string }).constraint === 'idempotency_pk';
        if (!raced || attempt++ === RETRIES) throw error;
      }
    }
  }

  /**
   * Writes what an event will name and a log cannot hold (the ciphertext of a file), before that event: under the actor's own row-level security, and reached
   * by nobody until the event is there. The text is code, never input.
   */
  async putAside(meta: CommandMeta, text: string, values: readonly unknown[]): Promise<void> {
    await withActor(this.source, meta, (runner) => runner.query(text, [...values]));
  }

  private async attempt<C, S, E extends Event, R extends string>(request: WriteRequest<C, S, E, R>): Promise<CommandResult> {
    const { concept } = request;
    const stream = `${concept.name}-${request.id}`;
    const codec = new Codec<E>(concept.events);
    const history = (await this.store.readStream(stream)).map((stored) => codec.decode(stored));
    const revision = history.at(-1)?.revision ?? 0;
    const state = fold(
      concept.decider,
      history.map(({ event }) => event),
    );
    const place = concept.home?.(state) ?? (typeof request.place === 'function' ? request.place(state) : request.place);
    return this.judge({ ...request, place }, { stream, codec, history, revision, state });
  }

  private async judge<C, S, E extends Event, R extends string>(
    asked: Placed<C, S, E, R>,
    { stream, codec, history, revision, state }: Loaded<S, E>,
  ): Promise<CommandResult> {
    const { concept, meta } = asked;
    const hash = await this.versions.fingerprint(requestHash(asked.operation, asked.input ?? asked.command));
    const existing = concept.facts(state);
    const known = await knownOf(this.source, asked, existing);

    const letIn = await this.authorise(asked, existing, known);
    if (known.replay) return this.replay(asked, stream, hash, known.replay);
    if (asked.needsVersion && revision > 0) await this.checkVersion(asked, stream, revision);

    const made = await this.made(asked, state, letIn);
    const request = { ...asked, ...made };
    const decision = concept.decider.decide(made.command, state);
    if (!decision.accepted) throw refusalProblem(decision.refusal, concept.refusals);

    const events = await Promise.all(decision.events.map((event) => this.prepare(event, codec, request)));
    const last = events.at(-1);
    // Of a thing that belongs to another agency only those whom this command names: its log is read by colleagues who may not know of the others.
    const own = existing?.ownerAgency === meta.actor.agencyId;
    const concerned = personsIn({ personIds: request.personIds }, request.input, made.command, decision.events, own ? state : undefined);
    const companions: Companion[] = [
      {
        name: 'idempotency',
        rows: [
          {
            staff_id: meta.actor.staffId,
            key: meta.idempotencyKey,
            request_hash: hash,
            stream,
            revision: revision + events.length,
            event_id: last?.id ?? history.at(-1)?.id,
            created_at: meta.now,
          },
        ],
      },
      {
        name: 'audit',
        rows: [await this.lines.row(commandAudit({ ...request, ...groundOf(request, letIn), personIds: concerned }, 'allowed', null))],
      },
    ];
    const rights = [
      ...events.flatMap(
        (event, index) => concept.rights?.({ ...codec.decode({ ...event, stream, revision: revision + index + 1, position: '' }) }) ?? [],
      ),
      ...(request.rights ?? []),
      ...(letIn === 'by-right' ? [] : [{ op: 'require-emergency' as const, ...request.place, staffId: meta.actor.staffId }]),
    ];
    if (rights.length > 0) companions.unshift({ name: 'rights', rows: rights.map((change) => ({ ...change, at: meta.now })) });

    if (!last) {
      await this.store.record(companions);
      return this.result(request, stream, revision, history.at(-1)?.position ?? (await this.store.head()), false);
    }
    companions.unshift(...(request.companions ?? []));
    const appended = await this.store.append({ stream, expectedRevision: revision, events, companions }).catch(async (error: unknown) => {
      if ((error as { code?: string }).code !== 'AC425') throw error;
      throw await this.denied(request, 'unreviewed-opening', problems.unreviewedOpening());
    });
    return this.result(request, stream, appended.revision, appended.position, false);
  }

  /** @throws what the command's maker throws; a refusal by law once it stands on the trail */
  private async made<C, S, E extends Event, R extends string>(asked: Placed<C, S, E, R>, state: S, letIn: LetIn): Promise<Made<C>> {
    if (typeof asked.command !== 'function') return { command: asked.command };
    try {
      return await (asked.command as (state: S, letIn: LetIn) => Promise<Made<C>>)(state, letIn);
    } catch (error) {
      if (!(error instanceof RefusedByLaw)) throw error;
      throw await this.denied({ ...asked, ...(error.ground === undefined ? {} : { ground: error.ground }) }, error.rule, error);
    }
  }

  /** @throws 404 when the actor may not even see it, 403 with the rule when he may see but not do */
  private async authorise<C, S, E extends Event, R extends string>(
    request: Placed<C, S, E, R>,
    existing: Facts | null,
    known: Known,
  ): Promise<LetIn> {
    const { concept, meta, action, orElse } = request;
    const policy = policyFor(meta.actor);
    const facts = existing ?? request.creates;
    if (!facts) throw await this.denied(request, 'unknown', problems.notFound());
    const { assigned, joined, locked, emergency, otherSide } = known;
    const about = caslSubject(concept.subject, { ...facts, assigned, joined, locked, emergency, otherSide });
    if (policy.can(action, about)) return 'by-right';
    if (orElse && policy.can(orElse, about)) return 'by-emergency';
    // A replay whose act has ended the actor's right to repeat it (a returned request) still answers, as long as he may see it.
    const visible = existing !== null && policy.can('read', about);
    if (visible && known.replay) return 'by-right';
    if (existing && !visible) throw await this.denied(request, 'not-visible', problems.notFound());
    if (known.locked) throw await this.denied(request, 'party-or-kin', problems.notFound());
    // Nothing stands under this id, and the record is not his: the same answer as if something did, so that no id can be tried.
    if (!existing && !known.assigned && !known.emergency && concept.subject !== 'Organisation')
      throw await this.denied(request, 'not-visible', problems.notFound());
    throw await this.denied(request, `may-not-${action}`, problems.forbidden(`may-not-${action}`, FORBIDDEN));
  }

  private async denied<C, S, E extends Event, R extends string>(request: Placed<C, S, E, R>, rule: string, problem: Error): Promise<Error> {
    // Those that were named in asking, and no others: whoever is refused learns nothing, nor does a log that colleagues read.
    const personIds = personsIn(
      { personIds: request.personIds },
      request.input,
      typeof request.command === 'function' ? undefined : request.command,
    );
    await this.store.record([{ name: 'audit', rows: [await this.lines.row(commandAudit({ ...request, personIds }, 'denied', rule))] }]);
    return problem;
  }

  private async replay<C, S, E extends Event, R extends string>(
    request: Placed<C, S, E, R>,
    stream: string,
    hash: string,
    replay: NonNullable<Known['replay']>,
  ): Promise<CommandResult> {
    // The same words about another thing are another request: to answer that it is done already would lose it.
    if (replay.request_hash !== hash || replay.stream !== stream) throw problems.keyReused();
    const position = (await this.store.readStream(stream, Number(replay.revision)))[0]?.position ?? (await this.store.head());
    return this.result(request, stream, Number(replay.revision), position, true);
  }

  private async checkVersion<C, S, E extends Event, R extends string>(
    { meta }: Placed<C, S, E, R>,
    stream: string,
    revision: number,
  ): Promise<void> {
    if (meta.expectedVersion === undefined) throw problems.versionMissing();
    if (meta.expectedVersion !== (await this.versions.version(meta.actor, stream, revision))) throw problems.stale();
  }

  private async prepare<C, S, E extends Event, R extends string>(
    event: E,
    codec: Codec<E>,
    request: Placed<C, S, E, R>,
  ): Promise<NewEvent> {
    const { meta, place, ground, occurredAt } = request;
    const definition = codec.validate(event);
    const id = randomUUID();
    const { actor } = meta;
    return {
      id,
      type: event.type,
      version: definition.version,
      data: await this.sealer.seal(definition, event.data as Record<string, unknown>, {
        agencyId: actor.agencyId,
        recordId: place.recordId,
        eventId: id,
      }),
      metadata: {
        agency: actor.agencyId,
        agencyKind: actor.agencyKind,
        unit: actor.unitId,
        staff: actor.staffId,
        duty: actor.duty,
        record: place.recordId,
        case: place.caseId,
        correlation: meta.correlationId,
        ...(meta.causationId ? { causation: meta.causationId } : {}),
        ...(ground ? { ground } : {}),
      },
      occurredAt: occurredAt ?? meta.now,
      recordedAt: meta.now,
    };
  }

  private async result<C, S, E extends Event, R extends string>(
    { id, meta }: Placed<C, S, E, R>,
    stream: string,
    revision: number,
    position: string,
    replayed: boolean,
  ): Promise<CommandResult> {
    return {
      id,
      position: await this.versions.position(position),
      version: await this.versions.version(meta.actor, stream, revision),
      replayed,
    };
  }
}

/** The trail names the emergency opening beside the ground in law. */
const groundOf = ({ ground }: { readonly ground?: string }, letIn: LetIn): { ground?: string } =>
  letIn === 'by-emergency' ? { ground: [...(ground ? [ground] : []), EMERGENCY_GROUND].join(',') } : {};

const FORBIDDEN = {
  sv: 'Ditt uppdrag ger dig inte rätt till den här åtgärden. Kontakta den som är tilldelad, eller din enhetschef.',
  en: 'Your duty gives you no right to this act. Turn to whoever is assigned, or to your supervisor.',
};
