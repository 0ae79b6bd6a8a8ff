import { Injectable } from '@nestjs/common';
import { Codec, type StoredEvent } from '#libs/event-store';
import { Problem } from '#libs/http';
import { Delivery, Directory } from '#src/access/index';
import { RecordEraser } from './record-eraser.js';
import { retentionEvents, type RetentionEvent } from './retention.events.js';

/**
 * Carries out what was decided, as soon as the second person has confirmed it; and what was begun, again and again until it is done: a crash anywhere between
 * is mended by the redelivery.
 */
@Injectable()
export class CarryOutErasures extends Delivery {
  readonly name = 'erasures';
  readonly types = [retentionEvents.confirmed.type, retentionEvents.begun.type];
  private readonly codec = new Codec<RetentionEvent>(retentionEvents);

  constructor(
    private readonly eraser: RecordEraser,
    private readonly directory: Directory,
  ) {
    super();
  }

  async deliver(stored: StoredEvent): Promise<void> {
    const { event, metadata, recordedAt } = this.codec.decode(stored);
    if (event.type === 'coordination.ErasureBegun')
      return this.eraser.carryOut(await this.owner(event.data.agencyId), event.data, recordedAt);
    if (event.type !== 'coordination.ErasureConfirmed') return;
    try {
      await this.eraser.begin(await this.owner(metadata['agency']!), metadata['record']!, {
        cause: 'decision',
        decisionId: event.data.decisionId,
      });
    } catch (error) {
      // A hold came between, or the decision was taken back: nothing to do now. After the hold the daily round begins it.
      if (!(error instanceof Problem) || error.status >= 500) throw error;
    }
  }

  private async owner(agencyId: string) {
    const agencyKind = await this.directory.agencyKind(agencyId);
    if (!agencyKind) throw new Error('the agency is not in the register');
    return { agencyId, agencyKind };
  }
}
