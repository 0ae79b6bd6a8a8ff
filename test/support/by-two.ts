import { randomUUID } from 'node:crypto';
import { ok, type ApiPerson } from './world.js';

/** The vault is opened to one member of staff for one person, for an hour, by another one's approval: what lifting a mark of protection takes. */
export const byTwo = async (asker: ApiPerson, approver: ApiPerson, at: { recordId: string; personId: string }): Promise<void> => {
  const asked = { openingId: randomUUID(), recordId: at.recordId, personId: at.personId, reason: 'Skyddet har upphört enligt beslut' };
  const { id } = await ok<{ id: string }>(asker.post('/api/v1/openings/vault', asked));
  await ok(approver.post(`/api/v1/openings/${id}/approve`, {}));
};
