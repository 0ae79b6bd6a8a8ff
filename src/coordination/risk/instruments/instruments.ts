import { Injectable, type OnModuleInit } from '@nestjs/common';
import { instrumentSchema } from '#config/instruments';
import { Codec, EventStore } from '#libs/event-store';
import { remember } from './instrument-book.js';
import { INSTRUMENTS_ID, instrumentConcept } from './instrument.concept.js';
import { instrumentEvents, type InstrumentEvent } from './instrument.events.js';

/** The instruments as the event store has them. Asked before each assessment: what an operator took in holds for the next one, on every instance. */
@Injectable()
export class Instruments implements OnModuleInit {
  private readonly codec = new Codec<InstrumentEvent>(instrumentEvents);
  private read = 0;

  constructor(private readonly store: EventStore) {}

  async onModuleInit(): Promise<void> {
    // A database that is not there yet does not stop the start: the first assessment asks again.
    await this.refresh().catch(() => undefined);
  }

  /** Reads what came since the last time. */
  async refresh(): Promise<void> {
    const events = await this.store.readStream(`${instrumentConcept.name}-${INSTRUMENTS_ID}`, this.read + 1);
    for (const stored of events) {
      const { instrument, agencies } = this.codec.decode(stored).event.data;
      remember({ instrument: instrumentSchema.parse(JSON.parse(instrument)), agencies });
      this.read = Math.max(this.read, stored.revision);
    }
  }
}
