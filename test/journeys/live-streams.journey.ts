import { randomUUID } from 'node:crypto';
import { demoStaff } from '#config/demo/staff';
import { tokenFor } from '#src/login/index';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const FUNCTION = 'boden-mottagning-vald';
const PATIENCE_MS = 20_000;

interface Live {
  /** What has come so far. */
  text(): string;
  /** Resolves when the server has ended it. */
  readonly ended: Promise<'ended'>;
  close(): void;
}

/** A stream tells nothing to somebody whose ground has gone since it was opened: it ends at the next event, and says no more. */
describe('a live stream', () => {
  let world: World;
  let sara: ApiPerson;
  let administrator: ApiPerson;
  const open = async (subject: string, path: string): Promise<Live> =>
    listen(path, { authorization: `Bearer ${await tokenFor(world.url, subject)}` });
  const listen = async (path: string, credentials: Record<string, string>): Promise<Live> => {
    const stop = new AbortController();
    const answer = await fetch(`${world.url}${path}`, {
      headers: { ...credentials, accept: 'text/event-stream' },
      signal: stop.signal,
    });
    expect(answer.status).toBe(200);
    let text = '';
    const ended = (async () => {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) text += Buffer.from(chunk).toString();
      return 'ended' as const;
    })();
    ended.catch(() => undefined);
    return { text: () => text, ended, close: () => stop.abort() };
  };
  const within = <T>(promise: Promise<T>): Promise<T | 'still open'> =>
    Promise.race([promise, new Promise<'still open'>((resolve) => setTimeout(() => resolve('still open'), PATIENCE_MS).unref())]);
  const told = (live: Live): number => live.text().split('event: changed').length - 1;
  /** Less than the fifteen seconds after which a stream looks by itself: news that only came then would be no news. */
  const news = async (live: Live, times = 1): Promise<boolean> => {
    for (let attempt = 0; attempt < 200 && told(live) < times; attempt++) await new Promise((resolve) => setTimeout(resolve, 50));
    return told(live) === times;
  };

  const record = async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    await ok(sara.post('/api/v1/records', { ...at, functionId: FUNCTION, source: 'own' }));
    await world.settle();
    return at;
  };
  /** Something that the case's readers see. */
  const happen = ({ recordId, caseId }: { recordId: string; caseId: string }) =>
    ok(sara.post('/api/v1/people', { recordId, caseId, personId: randomUUID(), role: 'exposed', name: 'Linda Ek' }));

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    administrator = await world.api('demo-administrator');
  });
  afterAll(() => world?.close());

  it('of a case is silent about what others write in theirs: nothing moves on the line', async () => {
    const at = await record();
    const live = await open('demo-boden-caseworker', `/api/v1/cases/${at.caseId}/events`);
    await happen(at);
    expect(await news(live)).toBe(true); // the control: what is the reader's own comes at once
    const before = live.text();
    const amira = await world.api('demo-lulea-caseworker');
    await ok(
      amira.post('/api/v1/records', { recordId: randomUUID(), caseId: randomUUID(), functionId: 'lulea-mottagning', source: 'own' }),
    );
    await world.settle();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(live.text()).toBe(before);
    live.close();
  });

  it('of a case ends for a stand-in whose time is over, and goes on for whoever is assigned', async () => {
    const at = await record();
    const path = `/api/v1/cases/${at.caseId}/events`;
    const [own, standIn] = [await open('demo-boden-caseworker', path), await open('demo-boden-stand-in', path)];
    await happen(at);
    expect([await news(own), await news(standIn)]).toEqual([true, true]); // the control: both were told
    const before = standIn.text().length;
    await ok(
      administrator.post('/api/v1/organisation/stand-ins', {
        absentStaffId: demoStaff.bodenCaseworker.id,
        standInStaffId: demoStaff.bodenStandIn.id,
        from: '2025-12-31T23:00:00.000Z',
        until: world.clock.now().toISOString(),
      }),
    );
    await happen(at);
    expect(await within(standIn.ended)).toBe('ended');
    expect(standIn.text().slice(before)).not.toContain('changed');
    expect(await Promise.race([own.ended, Promise.resolve('still open')])).toBe('still open');
    own.close();
  });

  it('of a case tells of what happens right after it has told of something', async () => {
    const at = await record();
    const live = await open('demo-boden-caseworker', `/api/v1/cases/${at.caseId}/events`);
    for (let times = 1; times <= 3; times++) {
      await happen(at);
      expect(await news(live, times)).toBe(true);
    }
    live.close();
  });

  it('of a case ends for whoever is locked out', async () => {
    const at = await record();
    const other = demoStaff.bodenOnCall.id;
    await ok(sara.post('/api/v1/records/assign', { ...at, staffId: other }));
    const live = await open('demo-boden-on-call', `/api/v1/cases/${at.caseId}/events`);
    await ok(sara.post('/api/v1/records/lock-out', { ...at, staffId: other }));
    const before = live.text().length;
    expect(await within(live.ended)).toBe('ended');
    expect(live.text().slice(before)).not.toContain('changed');
  });

  it('of requests and of a case ends for somebody who has left', async () => {
    const at = await record();
    const leaver = demoStaff.bodenStandIn.id;
    await ok(sara.post('/api/v1/records/assign', { ...at, staffId: leaver }));
    const streams = [
      await open('demo-boden-stand-in', '/api/v1/referrals/stream'),
      await open('demo-boden-stand-in', `/api/v1/cases/${at.caseId}/events`),
    ];
    await ok(administrator.post(`/api/v1/organisation/staff/${leaver}/end`, {}));
    await happen(at);
    for (const live of streams) {
      expect(await within(live.ended)).toBe('ended');
      expect(live.text()).not.toContain('event: changed');
    }
  });

  it('of requests and of a case ends for a browser that has logged out, and goes on for the same person in another', async () => {
    const at = await record();
    const [left, other] = [await world.cookie('demo-boden-caseworker'), await world.cookie('demo-boden-caseworker')];
    const paths = ['/api/v1/referrals/stream', `/api/v1/cases/${at.caseId}/events`];
    const streams = await Promise.all(paths.map((path) => listen(path, { cookie: left })));
    const stays = await listen(paths[1]!, { cookie: other });
    const out = await fetch(`${world.url}/logout`, { method: 'POST', headers: { cookie: left, origin: world.url }, redirect: 'manual' });
    expect(out.status).toBeLessThan(400);
    await happen(at);
    expect(await news(stays)).toBe(true);
    for (const live of streams) {
      expect(await within(live.ended)).toBe('ended');
      expect(live.text()).not.toContain('event: changed');
    }
    stays.close();
  });
});
