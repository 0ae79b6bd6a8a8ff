import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { demoPersons, demoProvisioning, demoStaff } from '#config/demo';
import { Problem } from '#libs/http';
import type { ProvisioningFile } from '#config/county';
import { operatorActor } from '../operator.js';
import { AppointStandIn } from '../staff/features/appoint-stand-in.js';
import { DeclareRelation } from '../staff/features/declare-relation.js';
import { EndStaff } from '../staff/features/end-staff.js';
import { RegisterStaff } from '../staff/features/register-staff.js';
import { ScheduleOnCall } from '../staff/features/schedule-on-call.js';
import { organisationWorld, type OrganisationWorld } from '../testing/organisation-world.js';

const NOW = new Date('2026-11-02T08:00:00Z');
const HOUR = 3_600_000;
const { bodenCaseworker, bodenStandIn, bodenKin, bodenSupervisor, bodenOnCall, luleaCaseworker, administrator, policeBoth } = demoStaff;
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR).toISOString();

describe('the register', () => {
  let world: OrganisationWorld;
  const meta = () => operatorActor(world.clock.now());
  const problemOf = (work: Promise<unknown>): Promise<Problem> =>
    work.then(
      () => {
        throw new Error('it was accepted');
      },
      (error: Problem) => error,
    );
  const positions = async () => (await world.asOwner<{ n: number }>('SELECT count(*)::int AS n FROM es.events'))[0]!.n;

  beforeAll(async () => {
    world = await organisationWorld(NOW);
  });
  afterAll(() => world.close());
  beforeEach(() => world.clock.set(NOW));

  it('comes from a file, and the same file again changes nothing', async () => {
    const total = Object.values(demoProvisioning).reduce((sum, list) => sum + list.length, 0);
    expect(await world.provisioning.run(demoProvisioning)).toEqual({ added: total, changed: 0, unchanged: 0, ended: 0 });
    const before = await positions();
    expect(await world.provisioning.run(demoProvisioning)).toEqual({ added: 0, changed: 0, unchanged: total, ended: 0 });
    expect(await positions()).toBe(before);
    // Control: the count does see a change.
    const [first, ...rest] = demoProvisioning.functions;
    const file: ProvisioningFile = { ...demoProvisioning, functions: [{ ...first!, hours: 'Alla dagar 7–19' }, ...rest] };
    expect(await world.provisioning.run(file)).toMatchObject({ added: 0, changed: 1, unchanged: total - 1 });
    expect(await positions()).toBe(before + 1);
    expect((await world.directory.functionById(first!.id))?.hours).toBe('Alla dagar 7–19');
  });

  it('lists each fault of a file with its path, and takes nothing of it', async () => {
    const [person] = demoProvisioning.staff;
    const problem = await problemOf(
      world.provisioning.run({ ...demoProvisioning, staff: [{ ...person, unitId: 'ingen-enhet', duties: ['system'] }], more: 1 }),
    );
    expect(problem.slug).toBe('invalid-input');
    const unknownField = problem.extra.fields?.map(({ path }) => path);
    expect(unknownField).toContain('');
    const faults = await problemOf(
      world.provisioning.run({ ...demoProvisioning, staff: [{ ...person, unitId: 'ingen-enhet', duties: ['system'] }] }),
    );
    expect(faults.extra.fields?.map(({ path }) => path)).toEqual(expect.arrayContaining(['staff.0.unitId', 'staff.0.duties']));
  });

  it('is audited as the operator’s acts, entry by entry', async () => {
    const rows = await world.asOwner<{ operation: string; staff_id: string; agency_id: string }>(
      `SELECT DISTINCT operation, staff_id, agency_id FROM audit.records ORDER BY operation`,
    );
    expect(rows.map(({ operation }) => operation)).toEqual([
      'AppointStandIn',
      'DeclareRelation',
      'RegisterAgency',
      'RegisterFunction',
      'RegisterStaff',
      'RegisterUnit',
      'ScheduleOnCall',
    ]);
    expect(rows.every(({ agency_id }) => agency_id === 'operator')).toBe(true);
    expect((await world.directory.staffById(rows[0]!.staff_id))?.name).toContain('Driftpersonal');
  });

  it('holds names in deletable rows only: events carry neither name, login nor personal number', async () => {
    const everything = JSON.stringify(await world.asOwner('SELECT stream, data, metadata FROM es.events'));
    for (const { name, subject, personnummer } of demoProvisioning.staff)
      for (const canary of [name, subject, ...(personnummer ? [personnummer] : [])]) expect(everything).not.toContain(`"${canary}"`);
    expect(everything).not.toContain(demoPersons.exposed.personnummer);
    expect(everything).toContain('Socialsekreterare'); // control: what is open is found
    expect((await world.directory.staffById(bodenCaseworker.id))?.name).toBe(bodenCaseworker.name);
    const relations = JSON.stringify(await world.asOwner('SELECT * FROM organisation.relations'));
    expect(relations).not.toContain(demoPersons.exposed.personnummer);
  });

  it('locks kin out by a token under their own agency’s key', async () => {
    const token = await world.tokens.personNumber(bodenKin.agencyId, demoPersons.exposed.personnummer);
    const rows = await world.asOwner('SELECT staff_id, relation FROM access.staff_tokens WHERE token = $1', [token]);
    expect(rows).toEqual([{ staff_id: bodenKin.id, relation: 'sibling' }]);
    const own = await world.tokens.personNumber(bodenCaseworker.agencyId, bodenCaseworker.personnummer!);
    expect(await world.asOwner('SELECT staff_id FROM access.staff_tokens WHERE token = $1', [own])).toEqual([
      { staff_id: bodenCaseworker.id },
    ]);
    await expect(world.database.app.query('SELECT token FROM organisation.relations')).rejects.toThrow(/permission denied/);
    await expect(world.database.app.query('SELECT relation FROM organisation.relations')).resolves.toBeDefined();
  });

  it('is written by nobody but the commit of an event', async () => {
    const { app } = world.database;
    await expect(app.query(`UPDATE organisation.staff SET duties = '{administrator}'`)).rejects.toThrow(/permission denied/);
    await expect(app.query(`INSERT INTO organisation.stand_ins VALUES ('a', 'b', now(), NULL)`)).rejects.toThrow(/permission denied/);
  });

  it('knows a login, and each duty by itself', async () => {
    expect(await world.staff.findBySubject('https://login.example', policeBoth.subject)).toMatchObject({
      staffId: policeBoth.id,
      agencyKind: 'police',
      duties: ['police-liaison', 'police-officer'],
    });
    expect(await world.staff.findBySubject('https://login.example', 'nobody')).toBeNull();
    expect(await world.staff.actorOf(bodenCaseworker.id, 'caseworker')).toMatchObject({
      agencyId: 'socialtjanst-boden',
      agencyKind: 'social-services',
      functions: ['boden-mottagning', 'boden-mottagning-vald'],
      standsInFor: [],
      onCall: false,
    });
    expect(await world.staff.actorOf(bodenCaseworker.id, 'supervisor')).toBeNull();
    expect(await world.staff.actorOf(bodenCaseworker.id, 'system')).toBeNull();
    expect((await world.staff.actorOf(administrator.id, 'administrator'))?.functions).toEqual([]);
  });

  it('gives a supervisor the functions of the unit', async () => {
    const unit = demoProvisioning.functions.filter(({ unitId }) => unitId === bodenSupervisor.unitId).map(({ id }) => id);
    expect(unit.length).toBeGreaterThan(0);
    expect((await world.staff.actorOf(bodenSupervisor.id, 'supervisor'))?.functions).toEqual([...unit].sort());
  });

  it('lets a stand-in cover from the first moment to the last, and not outside', async () => {
    await world.commands.execute(
      new AppointStandIn(meta(), { absentStaffId: bodenOnCall.id, standInStaffId: bodenStandIn.id, from: later(1), until: later(2) }),
    );
    const covers = async (hours: number) => {
      world.clock.set(new Date(NOW.getTime() + hours * HOUR));
      const actor = await world.staff.actorOf(bodenStandIn.id, 'caseworker');
      return [actor?.standsInFor.includes(bodenOnCall.id), actor?.functions.includes('boden-socialjour')];
    };
    expect(await covers(0.99)).toEqual([false, false]);
    expect(await covers(1)).toEqual([true, true]);
    expect(await covers(1.99)).toEqual([true, true]);
    expect(await covers(2)).toEqual([false, false]);
  });

  it('gives on-call its function while it lasts', async () => {
    await world.commands.execute(
      new ScheduleOnCall(meta(), { staffId: bodenCaseworker.id, functionId: 'boden-socialjour', from: later(8), until: later(23) }),
    );
    const onCall = async (hours: number) => {
      world.clock.set(new Date(NOW.getTime() + hours * HOUR));
      const actor = await world.staff.actorOf(bodenCaseworker.id, 'caseworker');
      return [actor?.onCall, actor?.functions.includes('boden-socialjour')];
    };
    expect(await onCall(7.9)).toEqual([false, false]);
    expect(await onCall(8)).toEqual([true, true]);
    expect(await onCall(23)).toEqual([false, false]);
  });

  it('refuses a stand-in of another agency, a foreign function, a taken login and a duty that the agency lacks', async () => {
    const fieldsOf = async (work: Promise<unknown>) => (await problemOf(work)).extra.fields?.map(({ path }) => path);
    const { commands } = world;
    expect(
      await fieldsOf(
        commands.execute(
          new AppointStandIn(meta(), { absentStaffId: bodenCaseworker.id, standInStaffId: luleaCaseworker.id, from: later(1) }),
        ),
      ),
    ).toEqual(['standInStaffId']);
    expect(
      await fieldsOf(
        commands.execute(new ScheduleOnCall(meta(), { staffId: bodenCaseworker.id, functionId: 'lulea-mottagning', from: later(1) })),
      ),
    ).toEqual(['functionId']);
    const wrong = {
      ...luleaCaseworker,
      subject: bodenCaseworker.subject,
      duties: ['police-officer' as const],
      functions: ['boden-mottagning'],
    };
    expect(await fieldsOf(commands.execute(new RegisterStaff(meta(), wrong)))).toEqual(['duties', 'functions', 'subject']);
  });

  it('lets everyone declare their own kin, and nobody but an administrator for others', async () => {
    const actor = (await world.staff.actorOf(luleaCaseworker.id, 'caseworker'))!;
    const asThem = () => ({ ...meta(), actor });
    const relation = { personnummer: demoPersons.exposed.personnummer, relation: 'neighbour' as const };
    const declared = await world.commands.execute(new DeclareRelation(asThem(), { staffId: luleaCaseworker.id, ...relation }));
    expect(declared.replayed).toBe(false);
    const before = await positions();
    await world.commands.execute(new DeclareRelation(asThem(), { staffId: luleaCaseworker.id, ...relation })); // with another key
    expect(await positions()).toBe(before);
    const problem = await problemOf(world.commands.execute(new DeclareRelation(asThem(), { staffId: bodenStandIn.id, ...relation })));
    expect(problem.status).toBe(404);
  });

  it('does not take one idempotency key for two personal numbers', async () => {
    const again = { ...meta(), idempotencyKey: randomUUID() };
    const declare = (personnummer: string) =>
      world.commands.execute(new DeclareRelation(again, { staffId: bodenStandIn.id, personnummer, relation: 'parent' }));
    await declare(demoPersons.exposed.personnummer);
    expect((await declare(demoPersons.exposed.personnummer)).replayed).toBe(true);
    expect((await problemOf(declare(bodenCaseworker.personnummer!))).status).toBe(422);
  });

  it('keeps out a caseworker who wants to work in it', async () => {
    const actor = (await world.staff.actorOf(luleaCaseworker.id, 'caseworker'))!;
    const fresh = { ...luleaCaseworker, id: randomUUID(), subject: 'ny' };
    expect((await problemOf(world.commands.execute(new RegisterStaff({ ...meta(), actor }, fresh)))).status).toBe(403);
    expect((await problemOf(world.commands.execute(new EndStaff({ ...meta(), actor }, { staffId: bodenStandIn.id })))).status).toBe(404);
  });

  it('keeps one declaration when the same one is sent twice at once', async () => {
    const declare = () =>
      world.commands.execute(
        new DeclareRelation(meta(), { staffId: bodenSupervisor.id, personnummer: demoPersons.exposed.personnummer, relation: 'parent' }),
      );
    await Promise.all([declare(), declare(), declare(), declare()]);
    const rows = await world.asOwner<{ relation_id: string }>('SELECT relation_id FROM organisation.relations WHERE staff_id = $1', [
      bodenSupervisor.id,
    ]);
    const events = await world.asOwner<{ id: string }>(
      `SELECT data->>'relationId' AS id FROM es.events WHERE stream = $1 AND type = 'organisation.RelationDeclared'`,
      [`staff-${bodenSupervisor.id}`],
    );
    expect(rows.map(({ relation_id }) => relation_id)).toEqual(events.map(({ id }) => id));
    expect(events).toHaveLength(1);
  });

  it('stands as the last event says, whoever raced', async () => {
    const entry = demoProvisioning.staff.find(({ id }) => id === luleaCaseworker.id)!;
    const titles = Array.from({ length: 6 }, (_, index) => `Titel ${index}`);
    const outcomes = await Promise.allSettled(
      titles.map((title) => world.commands.execute(new RegisterStaff(meta(), { ...entry, title }))),
    );
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    const [last] = await world.asOwner<{ title: string }>(
      `SELECT data->>'title' AS title FROM es.events WHERE stream = $1 AND type = 'organisation.StaffRegistered' ORDER BY revision DESC LIMIT 1`,
      [`staff-${entry.id}`],
    );
    expect((await world.directory.staffById(entry.id))?.title).toBe(last!.title);
    expect(titles).toContain(last!.title); // control: the race did happen
    await world.commands.execute(new RegisterStaff(meta(), entry));
  });

  it('takes the example of the documentation, with its first administrator', async () => {
    const example = JSON.parse(readFileSync('docs/provisioning.example.json', 'utf8')) as ProvisioningFile;
    const total = Object.values(example).flat().length - 2; // the county's agency and unit stand already
    expect(await world.provisioning.run(example)).toMatchObject({ added: total });
    const [first] = example.staff;
    expect(await world.staff.actorOf(first!.id, 'administrator')).toMatchObject({ duty: 'administrator' });
  });

  it('ends a person: no duty, no login, no assignment to come; and an old file does not bring them back', async () => {
    const { id: staffId, subject, agencyId } = bodenStandIn;
    expect(await world.staff.actorOf(staffId, 'caseworker')).not.toBeNull(); // control
    expect((await world.directory.staffOf(agencyId)).map(({ id }) => id)).toContain(staffId);
    await world.commands.execute(new EndStaff(meta(), { staffId }));
    expect(await world.staff.actorOf(staffId, 'caseworker')).toBeNull();
    expect(await world.staff.findBySubject('', subject)).toBeNull();
    expect(await world.staff.dutiesOf(staffId)).toEqual([]);
    expect((await world.directory.staffOf(agencyId)).map(({ id }) => id)).not.toContain(staffId);
    expect((await world.directory.staffById(staffId))?.name).toBe(bodenStandIn.name);
    expect(await world.provisioning.run(demoProvisioning)).toMatchObject({ added: 0, ended: 2 });
    expect(await world.staff.actorOf(staffId, 'caseworker')).toBeNull();
  });
});
