import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { RequestContext } from '#src/access/index';
import { OrganisationApi } from './organisation.api.js';

const agency = (id: string, municipality: string | null) => ({ id, name: id, kind: 'state-agency', connected: true, municipality });

describe('the register, as it is answered', () => {
  it('leaves out what an agency does not have, as the document says', async () => {
    const agencies = new Map([agency('boden', '2582'), agency('domstol', null)].map((one) => [one.id, one]));
    const units = new Map([['u', { id: 'u', agencyId: 'boden', name: 'Enheten' }]]);
    const queries = { execute: async () => ({ agencies, units }) } as unknown as QueryBus;
    const { items } = await new OrganisationApi({} as CommandBus, queries).agencies({} as RequestContext);
    expect(items).toEqual([
      { ...agency('boden', '2582'), units: [{ id: 'u', agencyId: 'boden', name: 'Enheten' }] },
      { id: 'domstol', name: 'domstol', kind: 'state-agency', connected: true, units: [] },
    ]);
    expect('municipality' in items[1]!).toBe(false);
  });
});
