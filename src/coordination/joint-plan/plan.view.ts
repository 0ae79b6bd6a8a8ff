import {
  derivedId,
  INTERVENTION_STATUSES,
  isErased,
  isSealed,
  type FieldClass,
  type InterventionStatus,
  type Personal,
} from '#libs/shared-kernel';
import { interventionKind } from '#config/interventions';
import { classOfTask, isWhere } from '#libs/intervention';
import { filterFields, visibleClasses } from '#src/access/index';
import type { PlanProgressRow } from './plan-progress.rows.js';
import type { PlanStep } from './plan.decider.js';
import type { OthersMeasure, PlanKind, PlanLine, PlanTexts } from './plan.events.js';
import type { PlanVersionRow } from './plan.rows.js';

/** How a line goes, as far as this reader may see it. */
export interface LineProgress {
  readonly status: InterventionStatus;
  readonly startedOn?: string;
  readonly endedOn?: string;
}
export interface PlanView {
  readonly planId: string;
  readonly caseId: string;
  readonly recordId: string;
  readonly personId: string;
  readonly ownerAgency: string;
  /** The reader's own agency leads the plan. */
  readonly own: boolean;
  readonly kind: PlanKind;
  readonly status: 'draft' | 'agreed' | 'closed';
  readonly planVersion: number;
  readonly agreedOn: string | null;
  readonly leaderFunction: string;
  readonly participation: string;
  readonly participationWays: readonly string[];
  readonly ownWords?: string;
  readonly step: PlanStep;
  /** What was asked before anybody was called. Wishes only where words are the reader's. */
  readonly preparation: { readonly consent: string; readonly functionsNeeded: readonly string[]; readonly wishes?: string } | null;
  readonly nextMeetingAt: string | null;
  readonly metOn: string | null;
  readonly goals: readonly { readonly goalId: string; readonly need?: string; readonly goal?: string; readonly outcome?: string }[];
  readonly othersMeasures: readonly (OthersMeasure & { readonly text?: string })[];
  readonly lines: readonly (Omit<PlanLine, 'responsibleKind'> & { readonly details?: string; readonly progress?: LineProgress })[];
  readonly others?: string;
  /** Why words are missing: not disclosed to the reader, or erased. The words of a line stay where free text about its person was not disclosed. */
  readonly words: 'shown' | 'withheld' | 'erased';
  /** Closed by a mark of protection, whether or not the plan has anything of it: what tells where somebody is. The vault is the way in. */
  readonly withheld?: readonly FieldClass[];
  readonly savedAt: string;
  readonly savedBy?: string;
  readonly followedUpOn: string | null;
  readonly nextFollowUpOn: string | null;
  readonly followUpNote?: string;
  readonly closedOn: string | null;
  readonly closedReason: string | null;
  readonly versions: readonly {
    readonly planVersion: number;
    readonly savedAt: string;
    readonly agreedOn: string | null;
    readonly savedBy?: string;
  }[];
  /** Opaque; only for those who may change it. */
  readonly version?: string;
}

/** The reaction that plans an intervention for a line gives it this id: the two find each other without telling anything more. */
export const interventionIdOf = (planId: string, lineId: string): string => derivedId('intervention', planId, lineId);

/** The newest link for each intervention of the plan, in the classes that this reader may see. */
export const progressOf = (
  planId: string,
  lines: readonly PlanLine[],
  links: readonly PlanProgressRow[],
  viewerAgency: string,
): ReadonlyMap<string, LineProgress> => {
  const found = new Map<string, { position: bigint; progress: LineProgress }>();
  for (const link of links) {
    const fields = filterFields(link.fields, visibleClasses(link, viewerAgency));
    const value = (name: string) => fields[name]?.value as string | undefined;
    const line = lines.find(({ lineId }) => link.thingId === interventionIdOf(planId, lineId) || value('planLineId') === lineId);
    const status = INTERVENTION_STATUSES.find((known) => known === value('status'));
    if (!line || !status) continue;
    const position = BigInt(link.position);
    const earlier = found.get(line.lineId);
    if (earlier && earlier.position > position) continue;
    const [startedOn, endedOn] = [value('startedOn'), value('endedOn')];
    found.set(line.lineId, { position, progress: { status, ...(startedOn ? { startedOn } : {}), ...(endedOn ? { endedOn } : {}) } });
  }
  return new Map([...found].map(([lineId, { progress }]) => [lineId, progress]));
};

const asOpen = <T>(value: Personal<T> | null): T | undefined => (value === null || isSealed(value) || isErased(value) ? undefined : value);

export interface Viewer {
  readonly agencyId: string;
  readonly functions: readonly string[];
}

/**
 * All of an own plan. Of a peer's the lines for those about whom plans were disclosed, and of these not the ones that tell more (where somebody is, of
 * health, of a crime), unless that was too; and what the reader's own function is to see to, for whomever. Of neither what tells where somebody is while a
 * mark closes that to the reader.
 */
export const linesShown = (row: PlanVersionRow, { agencyId, functions }: Viewer): readonly PlanLine[] => {
  const closed = (line: PlanLine) => row.closedAbout.includes(line.personId) && classOfTask(line, interventionKind) === 'location';
  if (row.ownerAgency === agencyId) return row.lines.filter((line) => !closed(line));
  return row.lines.filter((line) => {
    const granted = row.grantedAbout[line.personId] ?? [];
    const tells = classOfTask(line, interventionKind);
    const disclosed = granted.includes('plan') && (tells === 'support' || granted.includes(tells));
    return (disclosed && !closed(line)) || functions.includes(line.responsibleFunction);
  });
};

/** What of a peer's plan tells where she is beside its lines: a shelter leads it, or protects her, or another leader does. */
export interface PlanCloses {
  readonly ledByShelter: boolean;
  readonly shielded: boolean;
}

/**
 * A plan as one reader sees it. `rows` are the versions that the policy let through, the newest first, opened where the words are the reader's.
 */
export const toPlanView = (
  rows: readonly [PlanVersionRow, ...PlanVersionRow[]],
  viewer: Viewer,
  progress: ReadonlyMap<string, LineProgress>,
  { ledByShelter, shielded }: PlanCloses = { ledByShelter: false, shielded: false },
): PlanView => {
  const [row] = rows;
  const own = row.ownerAgency === viewer.agencyId;
  const lines = linesShown(row, viewer);
  // Which functions were asked for, and when to meet, tell where to look for her.
  const whereabouts = (own || row.grantedClasses.includes('location')) && !row.closedAbout.includes(row.personId);
  const wordsAllowed = own || row.grantedClasses.includes('free-text');
  const texts = wordsAllowed ? asOpen<PlanTexts>(row.texts) : undefined;
  // A version saved after the last follow-up has not been followed up itself, but the plan has.
  const followedUp = rows.find(({ followedUpOn }) => followedUpOn !== null);
  // A version saved after the last step was taken knows nothing of it; the plan does.
  const latest = rows.find(({ step }) => step !== null);
  const wishes = wordsAllowed && latest ? asOpen<string>(latest.wishes) : undefined;
  const note = wordsAllowed && followedUp ? asOpen<string>(followedUp.followUpNote) : undefined;
  const optional = <K extends string>(name: K, value: string | undefined) => (value ? ({ [name]: value } as { [key in K]: string }) : {});
  return {
    planId: row.planId,
    caseId: row.caseId,
    recordId: row.recordId,
    personId: row.personId,
    ownerAgency: row.ownerAgency,
    own,
    kind: row.kind,
    status: row.closedOn ? 'closed' : row.agreedOn ? 'agreed' : 'draft',
    planVersion: row.version,
    agreedOn: row.agreedOn,
    leaderFunction: whereabouts || !ledByShelter ? row.leaderFunction : '',
    participation: row.participation,
    participationWays: row.participationWays,
    ...optional('ownWords', texts?.ownWords),
    step: latest?.step ?? 'need',
    preparation: latest?.consent
      ? { consent: latest.consent, functionsNeeded: (whereabouts && latest.functionsNeeded) || [], ...optional('wishes', wishes) }
      : null,
    nextMeetingAt: (whereabouts && latest?.nextMeetingAt?.toISOString()) || null,
    metOn: latest?.metOn ?? null,
    goals: row.goals.map(({ goalId }) => ({
      goalId,
      ...optional('need', texts?.needs[goalId]),
      ...optional('goal', texts?.goals[goalId]),
      ...optional('outcome', followedUp?.goalOutcomes?.find((goal) => goal.goalId === goalId)?.outcome),
    })),
    othersMeasures: row.othersMeasures.map((measure) => ({ ...measure, ...optional('text', texts?.measures?.[measure.measureId]) })),
    lines: lines.map(({ responsibleKind: _, ...line }) => {
      const going = progress.get(line.lineId);
      // Written of whom the line is for: neither her word nor having the work opens what it says of a child or of him (OSL 12:2).
      const details = own || row.grantedAbout[line.personId]?.includes('free-text') ? texts?.lines[line.lineId] : undefined;
      const { followUpOn: _day, ...undated } = line;
      const dated = whereabouts || !shielded || viewer.functions.includes(line.responsibleFunction) ? line : undated;
      return { ...dated, ...optional('details', details), ...(going ? { progress: going } : {}) };
    }),
    ...optional('others', texts?.others),
    words: texts ? 'shown' : wordsAllowed ? 'erased' : 'withheld',
    ...(row.closedAbout.length > 0 ? { withheld: ['location', 'contact'] as const } : {}),
    savedAt: row.savedAt.toISOString(),
    ...(own ? { savedBy: row.savedBy } : {}),
    followedUpOn: followedUp?.followedUpOn ?? null,
    nextFollowUpOn: (whereabouts || !(ledByShelter || shielded) ? followedUp?.nextFollowUpOn : null) ?? null,
    ...optional('followUpNote', note),
    closedOn: row.closedOn,
    closedReason: whereabouts || !isWhere(row.closedReason) ? row.closedReason : null,
    versions: rows.map(({ version, savedAt, agreedOn, savedBy }) => ({
      planVersion: version,
      savedAt: savedAt.toISOString(),
      agreedOn,
      ...(own ? { savedBy } : {}),
    })),
  };
};
