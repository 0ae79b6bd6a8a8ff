import { Injectable } from '@nestjs/common';
import { Codec, EventStore } from '#libs/event-store';
import { fold } from '#libs/shared-kernel';
import { ReadDoor, type Concept, type Place, type RequestContext } from '#src/access/index';

/** Row-level security keeps to the own agency. Written in the commit that opens the record: never late. */
const FUNCTION_OF = 'SELECT function_id FROM access.assignments WHERE record_id = $1 AND case_id = $2 LIMIT 1';

/** How a process stands, out of its own stream, which never lags. For the server's own questions, once the write door has let the actor in. */
@Injectable()
export class ProcessStates {
  constructor(
    private readonly store: EventStore,
    private readonly reads: ReadDoor,
  ) {}

  async of<C, S, E extends { type: string; data: object }, R extends string>(concept: Concept<C, S, E, R>, id: string): Promise<S> {
    const codec = new Codec<E>(concept.events);
    const stored = await this.store.readStream(`${concept.name}-${id}`);
    return fold(
      concept.decider,
      stored.map((one) => codec.decode(one).event),
    );
  }

  /** The function whose record it is: its head decides on more time. Empty where the own agency has no such record; then the write door refuses. */
  async functionOf(context: RequestContext, { recordId, caseId }: Place): Promise<string> {
    const [found] = await this.reads.lookAgain(context, (tx) => tx.sql<{ function_id: string }>(FUNCTION_OF, [recordId, caseId]));
    return found?.function_id ?? '';
  }
}
