import { Module } from '@nestjs/common';
import { joinParts, type Room } from '#src/access/index';
import { attachmentParts } from './attachment/index.js';
import { clockParts } from './clocks/index.js';
import { consentParts } from './consent/index.js';
import { disclosureParts } from './disclosure/index.js';
import { gapParts } from './gaps/index.js';
import { legalRulesParts } from './legal-rules/index.js';
import { planParts } from './joint-plan/index.js';
import { programmeParts } from './programme/index.js';
import { meetingParts } from './meeting/index.js';
import { receivedParts } from './received/index.js';
import { importParts } from './import/index.js';
import { recordParts } from './record/index.js';
import { referralParts } from './referral/index.js';
import { retentionParts } from './retention/index.js';
import { riskParts } from './risk/index.js';
import { safetyPlanParts } from './safety-plan/index.js';

export * from './import/index.js';
export { clockProjection } from './clocks/index.js';
export { ApplyRules, LegalRules } from './legal-rules/index.js';
export { ChangeRecord, OpenRecord, RecordRow } from './record/index.js';
export { ImportInstrument, readInstrumentFile, type InstrumentImport } from './risk/index.js';
export { EraseByRule, holdsOn, RecordEraser, RetentionRules, type Owner } from './retention/index.js';

const { providers, controllers, ...parts } = joinParts([
  recordParts,
  legalRulesParts,
  consentParts,
  referralParts,
  disclosureParts,
  receivedParts,
  attachmentParts,
  importParts,
  planParts,
  meetingParts,
  riskParts,
  programmeParts,
  safetyPlanParts,
  retentionParts,
  clockParts,
  gapParts,
]);

@Module({ controllers, providers, exports: providers })
class CoordinationModule {}

/** The shared case: what several agencies do together, each fact owned by one of them. */
export const coordinationRoom: Room = { module: CoordinationModule, ...parts };
