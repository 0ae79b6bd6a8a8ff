import { Injectable } from '@nestjs/common';
import { Codec, EventStore, type StoredEvent } from '#libs/event-store';
import { Sealer } from '#libs/privacy';
import { systemActor, type CommandMeta } from '#src/access/index';
import { FileCarrier, receivedFileId } from '../attachment/index.js';
import { namesOf, toFileNames } from '../disclosure/copied-files.events.js';
import type { DecidedData } from '../disclosure/disclosure.events.js';
import { receivedEvents, type ReceivedData, type ReceivedEvent } from './received.events.js';

/** What a delivery may bring, and where to. */
export interface Gate {
  /** Those that the grant still covers. */
  readonly classes: DecidedData['classes'];
  readonly recordId: string;
  readonly inRecord: boolean;
}

/** The files of a copy under way: what is brought, and what nobody came to name. */
@Injectable()
export class CopyFiles {
  private readonly codec = new Codec<ReceivedEvent>(receivedEvents);

  constructor(
    private readonly carrier: FileCarrier,
    private readonly sealer: Sealer,
    private readonly store: EventStore,
  ) {}

  /** Files of the classes that the grant still covers, with their names where free text goes: the recipient's own from now on. */
  async bring(
    stored: StoredEvent,
    data: DecidedData,
    meta: CommandMeta,
    { classes, recordId }: Gate,
  ): Promise<Pick<ReceivedData, 'files' | 'fileNames'>> {
    const copyId = data.receivedId!;
    const sender = systemActor(data.agencyId, (stored.metadata['agencyKind'] ?? 'county') as DecidedData['recipientKind'], []);
    const from = { actor: sender, now: meta.now, correlationId: meta.correlationId };
    const covered = (data.files ?? []).filter((file) => classes.includes(file.class));
    const files = await this.carrier.carry(covered, from, meta, { recordId, caseId: data.caseId, copyId });
    if (files.length === 0) return {};
    const names = namesOf(classes.includes('free-text') ? await this.sealer.open(data.fileNames) : undefined);
    const theirs = new Map(covered.map(({ attachmentId }) => [receivedFileId(copyId, attachmentId), names.get(attachmentId)]));
    return {
      files,
      ...toFileNames(files.map(({ attachmentId, personId }) => ({ attachmentId, personId, name: theirs.get(attachmentId) }))),
    };
  }

  /** Bytes that a broken off attempt left, or one that came too late, go: the copy's event says which are its own, and none comes after it. */
  async settle(meta: CommandMeta, copyId: string): Promise<void> {
    const [received] = await this.store.readStream(`received-${copyId}`);
    const files = received ? this.codec.decode(received).event.data.files : undefined;
    await this.carrier.settle(meta, copyId, files?.map(({ fileId }) => fileId) ?? []);
  }
}
