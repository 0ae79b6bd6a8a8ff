import { randomUUID } from 'node:crypto';
import { ok, type ApiPerson } from './world.js';

/** Closes a record as it is closed: one who works with it proposes, another approves. */
export const closeRecord = async (worker: ApiPerson, approver: ApiPerson, recordId: string): Promise<void> => {
  const proposalId = randomUUID();
  const proposal = { proposalId, reason: 'support-completed', outcome: 'safer' };
  await ok(worker.post(`/api/v1/records/${recordId}/propose-closing`, proposal));
  await ok(approver.post(`/api/v1/records/${recordId}/close`, { proposalId }));
};
