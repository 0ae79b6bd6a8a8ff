import type { AgencyKind, EventDefinition, InterventionStatus } from '#libs/shared-kernel';
import type { ownInterventionFields } from './fields.js';

interface Text {
  readonly sv: string;
  readonly en: string;
}

/** What a kind of agency hands over, so that its interventions are planned, reported and shown as everybody's are (src/interventions). */
export interface OwnInterventions {
  /** Whose they are: one declaration for each kind of agency. */
  readonly agencyKind: AgencyKind;
  /** Category of their streams: `measure` → stream `measure-<id>`. Stored for ever. */
  readonly stream: string;
  /** The agency's own stored events, spelled out in its own *.events.ts. */
  readonly events: Readonly<Record<InterventionStatus, EventDefinition<string, typeof ownInterventionFields>>>;
  /** What the agency calls them: title of the page, and what it says beneath. */
  readonly title: Text;
  readonly lead: Text;
}
