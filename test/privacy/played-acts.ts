import { setTimeout as sleep } from 'node:timers/promises';
import { demoStaff } from '#config/demo/staff';
import { ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
type Of<Names extends string> = Readonly<Record<Names, string>>;
type ConcernIds = Of<'caseId' | 'concernId' | 'childRecord' | 'concernChild' | 'extensionId' | 'inquiryId' | 'placementId'>;
type ConcernWords = Of<'ConcernWords' | 'ConcernChild' | 'Reporter' | 'ProtectionReason' | 'ExtensionReason'>;
type ReviewWords = Of<'ReviewReason' | 'ReviewExplanation' | 'ReviewNote' | 'IncidentWords'>;

/** What was decided is carried over after it, in an event of its own: the first settling may come before that. @returns the id of the file in the copy */
export const fileThatCame = async (world: World, who: ApiPerson, caseId: string): Promise<string> => {
  for (let attempt = 0; attempt < 20; attempt++) {
    await world.settle();
    const { items } = await ok<{ items: { files: { attachmentId: string }[] }[] }>(who.get(`/api/v1/cases/${caseId}/received`));
    const [file] = items.flatMap(({ files }) => files);
    if (file) return file.attachmentId;
    await sleep(100);
  }
  throw new Error('the file did not come with the copy');
};

export const clocksOf = async (who: ApiPerson, recordId: string): Promise<string[]> =>
  (await ok<{ items: { clockId: string }[] }>(who.get(`/api/v1/clocks?recordId=${recordId}`))).items.map(({ clockId }) => clockId);

/** A time limit that whoever works with the record may move, with the reason in their own words. @returns the clock's id */
export const extendClock = async (who: ApiPerson, recordId: string, reason: string, until: string): Promise<string> => {
  const { items } = await ok<{ items: { clockId: string; extension: { by: string } | null }[] }>(
    who.get(`/api/v1/clocks?recordId=${recordId}`),
  );
  const { clockId } = items.find(({ extension }) => extension?.by === 'caseworker')!;
  await ok(who.post(`/api/v1/clocks/${clockId}/extensions`, { until, reason }));
  return clockId;
};

/** The first gap that whoever works with the case sees, and why it stays. */
export const acknowledgeGap = async (who: ApiPerson, caseId: string, reason: string): Promise<void> => {
  const { gaps } = await ok<{ gaps: { gapId: string }[] }>(who.get(`/api/v1/cases/${caseId}/chain`));
  await ok(who.post(`/api/v1/cases/${caseId}/gaps/${gaps[0]!.gapId}/acknowledgement`, { reason }));
};

/** Somebody calls Boden about another child: written down by hand, its protection assessed, and more time asked for. */
export const concern = async (sara: ApiPerson, ids: ConcernIds, words: ConcernWords): Promise<void> => {
  const { caseId, concernId, childRecord: recordId, concernChild: personId } = ids;
  await ok(
    sara.post('/api/v1/social-services/concerns', {
      ...{ concernId, recordId, caseId, functionId: 'boden-mottagning-vald', source: 'private-person', channel: 'phone' },
      ...{ worries: ['witnessed-violence'], words: words.ConcernWords, reporter: { name: words.Reporter }, reporterProtected: true },
      child: { personId, name: words.ConcernChild },
    }),
  );
  await ok(
    sara.post(`/api/v1/social-services/concerns/${concernId}/steps`, {
      ...{ step: 'assess-protection', need: 'immediate', reason: words.ProtectionReason },
    }),
  );
  await ok(
    sara.post('/api/v1/social-services/extensions', {
      ...{ extensionId: ids.extensionId, recordId, caseId, personId, deadline: 'preliminary-assessment', thingId: concernId },
      ...{ until: '2099-01-01T00:00:00Z', reason: words.ExtensionReason },
    }),
  );
  await ok(
    sara.post('/api/v1/social-services/inquiries', { inquiryId: ids.inquiryId, recordId, caseId, personId, origin: 'own-initiative' }),
  );
  await ok(
    sara.post('/api/v1/social-services/placements', {
      ...{ placementId: ids.placementId, recordId, caseId, personId, ground: 'violence', decidedBy: 'chair' },
    }),
  );
};

/** The head of the police's unit looks at who was in the case: asks the officer, remarks, and opens an incident. @returns the review's id */
export const reviewLog = async (
  world: World,
  { jonas, caseId, words }: { jonas: ApiPerson; caseId: string; words: ReviewWords },
): Promise<string> => {
  const mats = await world.api('demo-police-supervisor');
  const today = (offset: number): string => new Date(world.clock.now().getTime() + offset * DAY).toISOString().slice(0, 10);
  await ok(
    mats.post('/api/v1/log-reviews/targeted', {
      ...{ caseId, staffId: demoStaff.policeOfficer.id, from: today(-1), to: today(1), reason: words.ReviewReason },
    }),
  );
  await world.settle();
  const { items } = await ok<{ items: { reviewId: string; caseId: string | null }[] }>(mats.get('/api/v1/log-reviews'));
  const { reviewId } = items.find((one) => one.caseId === caseId)!;
  await ok(mats.post(`/api/v1/log-reviews/${reviewId}/explanation-request`, {}));
  await ok(jonas.post(`/api/v1/me/log-reviews/${reviewId}/explanation`, { explanation: words.ReviewExplanation }));
  await ok(mats.post(`/api/v1/log-reviews/${reviewId}/verdict`, { verdict: 'remark', note: words.ReviewNote }));
  await ok(mats.post(`/api/v1/log-reviews/${reviewId}/incident`, { what: words.IncidentWords }));
  return reviewId;
};
