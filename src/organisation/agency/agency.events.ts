import { z } from 'zod';
import { FUNCTION_ACCEPTS } from '#config/county';
import { AGENCY_KINDS, defineEvent, open, type EventUnion } from '#libs/shared-kernel';

const slug = z.string().min(1);
const text = z.string().min(1);

/** An agency, its units and its function addresses: public facts of the county. Stored for ever. */
export const agencyEvents = {
  agencyRegistered: defineEvent('organisation.AgencyRegistered', 1, {
    agencyId: open('reference', slug),
    name: open('reference', text),
    kind: open('reference', z.enum(AGENCY_KINDS)),
    connected: open('reference', z.boolean()),
    municipality: open('reference', z.string().optional()),
  }),
  unitRegistered: defineEvent('organisation.UnitRegistered', 1, {
    unitId: open('reference', slug),
    agencyId: open('reference', slug),
    name: open('reference', text),
  }),
  functionRegistered: defineEvent('organisation.FunctionRegistered', 1, {
    functionId: open('reference', slug),
    agencyId: open('reference', slug),
    unitId: open('reference', slug),
    name: open('reference', text),
    connected: open('reference', z.boolean()),
    accepts: open('reference', z.array(z.enum(FUNCTION_ACCEPTS))),
    hours: open('reference', text),
    municipality: open('reference', z.string().optional()),
    phone: open('reference', z.string().optional()),
  }),
};
export type AgencyEvent = EventUnion<typeof agencyEvents>;
