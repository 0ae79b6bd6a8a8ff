import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const OLD = { name: 'Linda Kanarie', personNumber: demoPersons.exposed.personnummer };
const NEW = 'Vera Nyby';

interface At {
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
}
interface Life {
  readonly related: readonly { readonly recordId: string; readonly relation: string }[];
}

/** Fingerade personuppgifter (lag 1991:483): nothing says that she is who she was, nor who that was, but the vault. */
describe('who somebody with a fictitious identity was', () => {
  let world: World;
  let [sara, nawid, petra]: ApiPerson[] = [];

  beforeAll(async () => {
    world = await createWorld();
    [sara, nawid, petra] = await Promise.all(
      ['boden-caseworker', 'boden-stand-in', 'boden-on-call'].map((name) => world.api(`demo-${name}`)),
    );
  });
  afterAll(() => world?.close());

  const placeOf = ({ recordId, caseId }: At) => ({ recordId, caseId });
  const record = async (person: object, caseId: string = randomUUID(), personId: string = randomUUID()): Promise<At> => {
    const at = { recordId: randomUUID(), caseId, personId };
    await ok(sara!.post('/api/v1/records', { ...placeOf(at), functionId: HERS, source: 'own' }));
    await ok(sara!.post('/api/v1/people', { ...at, role: 'exposed', ...person }));
    await world.settle();
    return at;
  };
  const change = async (at: At, what: 'protection' | 'corrections', body: object): Promise<void> => {
    const url = `/api/v1/people/${at.personId}`;
    const { person } = await ok<{ person: { version: string } }>(sara!.get(`${url}?recordId=${at.recordId}`));
    await ok(sara!.post(`${url}/${what}`, { ...placeOf(at), ...body }, { version: person.version }));
    await world.settle();
  };
  const fictitious = (at: At) => change(at, 'protection', { protection: 'fictitious' });

  describe('in another record', () => {
    const relate = async (one: At, other: At, relation = 'same-person') => {
      const { status, body } = await sara!.post(`/api/v1/records/${one.recordId}/relate`, { otherRecordId: other.recordId, relation });
      await world.settle();
      return [status, (body as { rule?: string; type?: string }).type?.split(':').at(-1)];
    };
    const related = async ({ recordId }: At) =>
      (await ok<Life>(sara!.get(`/api/v1/records/${recordId}`))).related.map((one) => one.relation);

    it('is not told by saying that two records are about the same person, from either side or by her child’s', async () => {
      const [before, after, control] = [await record(OLD), await record({ name: NEW, protection: 'fictitious' }), await record(OLD)];
      const childs = await record({ name: 'Barn Nyby', role: 'child', minor: true }, after.caseId);
      const refused = [409, 'related-fictitious'];
      expect([await relate(after, before), await relate(before, after), await relate(childs, before)]).toEqual([refused, refused, refused]);
      expect([await related(before), await related(after)]).toEqual([[], []]);
      // Controls: nobody fictitious; another relation.
      expect((await relate(control, before))[0]).toBe(200);
      expect((await relate(after, control, 'other'))[0]).toBe(200);
      await without(world, { name: 'access.fictitious_beside', condition: /p\.mark = 'fictitious'/, instead: 'false' }, async () =>
        expect((await relate(after, before))[0]).toBe(200),
      );
      expect(await related(before)).toEqual(['same-person']); // the control's alone
    });

    it('shows no longer in a relation that was said before, until the identity has ended', async () => {
      const [before, after] = [await record(OLD), await record({ name: NEW })];
      expect((await relate(after, before))[0]).toBe(200);
      expect([await related(before), await related(after)]).toEqual([['same-person'], ['same-person']]); // control
      await fictitious(after);
      expect([await related(before), await related(after)]).toEqual([[], []]);
    });
  });

  describe('in what was said of her before', () => {
    const OLD_WORDS = [OLD.name, OLD.personNumber];
    const told = async (who: ApiPerson, subject: string, { personId, recordId }: At) => {
      const path = `people/${personId}?recordId=${recordId}`;
      const answers = [
        await who.get(`/api/v1/${path}`),
        await supertest(world.url)
          .get(`/workspace/${path}`)
          .set('cookie', await world.cookie(subject)),
      ];
      return answers.map(({ status, text }) => {
        const bare = text.replaceAll('-', '');
        return [status, bare.includes(NEW), OLD_WORDS.filter((word) => bare.includes(word))];
      });
    };
    const become = async (): Promise<At> => {
      const at = await record(OLD);
      await fictitious(at);
      await change(at, 'corrections', { reason: 'changed', name: NEW, personNumber: null });
      return at;
    };

    it('opens by the vault alone, neither in an emergency nor to those who work with it', async () => {
      const at = await become();
      const hidden = [200, true, []];
      expect(await told(sara!, 'demo-boden-caseworker', at)).toEqual([hidden, hidden]);
      const { history } = await ok<{ history: { withheld?: string[] }[] }>(sara!.get(`/api/v1/people/${at.personId}`));
      expect(history.map(({ withheld }) => withheld)).toEqual([['identity'], undefined, undefined]);
      await ok(
        petra!.post('/api/v1/openings/emergency', { openingId: randomUUID(), recordId: at.recordId, reason: 'Hon ringer jouren i natt' }),
      );
      expect(await told(petra!, 'demo-boden-on-call', at)).toEqual([hidden, hidden]);
      const asked = { openingId: randomUUID(), recordId: at.recordId, personId: at.personId, reason: 'Skjuts till mötet i morgon' };
      const { id } = await ok<{ id: string }>(sara!.post('/api/v1/openings/vault', asked));
      await ok(nawid!.post(`/api/v1/openings/${id}/approve`, {}));
      expect((await told(sara!, 'demo-boden-caseworker', at))[0]).toEqual([200, true, OLD_WORDS]);
      expect(await told(nawid!, 'demo-boden-stand-in', at)).toEqual([hidden, hidden]); // control: opened to Sara
    });

    it('stays with another mark, which hides where she is and not who (control)', async () => {
      const at = await record(OLD);
      await change(at, 'protection', { protection: 'protected-registration' });
      await change(at, 'corrections', { reason: 'changed', name: NEW, personNumber: null });
      expect((await told(sara!, 'demo-boden-caseworker', at))[0]).toEqual([200, true, OLD_WORDS]);
    });

    it('is closed too where another record says that the identity is fictitious, but for what stands', async () => {
      const at = await record(OLD);
      await change(at, 'corrections', { reason: 'changed', name: NEW, personNumber: null });
      expect((await told(sara!, 'demo-boden-caseworker', at))[0]).toEqual([200, true, OLD_WORDS]); // control
      await fictitious(await record({ name: NEW }, at.caseId, at.personId));
      expect((await told(sara!, 'demo-boden-caseworker', at))[0]).toEqual([200, true, []]);
    });
  });
});
