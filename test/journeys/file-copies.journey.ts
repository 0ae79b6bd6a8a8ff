import { randomUUID } from 'node:crypto';
import { derivedId, intakeRecordOf } from '#libs/shared-kernel';
import { tokenFor } from '#src/login/index';
import { RecordEraser } from '#src/coordination/index';
import { playCase, type PlayedCase } from '../privacy/played-case.js';
import { asOwner } from '../privacy/past-the-walls.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

interface FileSeen {
  readonly attachmentId: string;
  readonly name?: string;
  readonly class?: string;
  readonly because?: string;
}
interface Copy {
  readonly receivedId: string;
  readonly fromAgency: string;
  readonly files: readonly FileSeen[];
}
const pdf = (word: string): Buffer => Buffer.from(`%PDF-1.7\n1 0 obj\n(${word})\nendobj\ntrailer\n<<>>\n%%EOF\n`);

describe('a file in a copy', () => {
  let world: World;
  let nurse: ApiPerson;
  let sara: ApiPerson;
  let played: PlayedCase;
  const tokens = new Map<string, string>();

  const download = async (who: string, attachmentId: string): Promise<Response> => {
    if (!tokens.has(who)) tokens.set(who, await tokenFor(world.url, who));
    return fetch(`${world.url}/api/v1/attachments/${attachmentId}/content`, { headers: { authorization: `Bearer ${tokens.get(who)!}` } });
  };
  const kept = async ({ ids }: PlayedCase, about: string, word: string, change: object = {}): Promise<string> => {
    const attachmentId = randomUUID();
    const said = { attachmentId, recordId: ids.careRecord, caseId: ids.caseId, personId: ids.personId, kind: 'certificate', class: about };
    await ok(
      nurse.upload(
        '/api/v1/attachments',
        { ...said, ...change },
        { name: `KanarieNamn${word}.pdf`, type: 'application/pdf', bytes: pdf(word) },
      ),
    );
    await world.settle();
    return attachmentId;
  };
  const input = ({ ids }: PlayedCase, files: readonly string[], change: object = {}) => ({
    ...{
      disclosureId: randomUUID(),
      recordId: ids.careRecord,
      caseId: ids.caseId,
      recipientFunction: 'boden-mottagning-vald',
      mode: 'copy',
    },
    ...{ classes: ['support'], purpose: 'plan', ground: 'osl-10-1-consent', consentId: ids.careConsent, personIds: [ids.personId], files },
    ...change,
  });
  const decide = async (body: object): Promise<void> => {
    await ok(nurse.post('/api/v1/disclosures', body));
    await world.settle();
  };
  const copies = async ({ ids }: PlayedCase): Promise<readonly Copy[]> =>
    (await ok<{ items: Copy[] }>(sara.get(`/api/v1/cases/${ids.caseId}/received`))).items;
  /** What came by one decision: its id follows from that. */
  const cameBy = async (of: PlayedCase, disclosureId: string): Promise<{ receivedId: string; theirs: string }> => {
    const copy = (await copies(of)).find(({ receivedId }) => receivedId === derivedId('received', disclosureId));
    return { receivedId: copy!.receivedId, theirs: copy!.files[0]!.attachmentId };
  };
  const withFiles = async (of: PlayedCase): Promise<readonly FileSeen[]> => (await copies(of)).flatMap(({ files }) => files);

  beforeAll(async () => {
    world = await createWorld();
    [nurse, sara] = [await world.api('demo-region-caseworker'), await world.api('demo-boden-caseworker')];
    played = await playCase(world, 'F');
  });
  afterAll(() => world?.close());

  it('is chosen by name; the preview tells which go, and why each other stays', async () => {
    const chosen = await kept(played, 'support', 'Vald');
    const words = await kept(played, 'free-text', 'Ord');
    const wrong = await kept(played, 'support', 'Fel');
    const other = await kept(played, 'support', 'Ovald');
    await ok(nurse.post(`/api/v1/attachments/${wrong}/retract`, { reason: 'duplicate' }));
    await world.settle();
    const unknown = randomUUID();
    const asked = input(played, [chosen, words, wrong, unknown]);
    const preview = await ok<{ files: { going: FileSeen[]; staying: FileSeen[] }; fileNamesGo: boolean }>(
      nurse.post('/api/v1/disclosures/preview', asked),
    );
    expect(preview.files.going.map(({ attachmentId }) => attachmentId)).toEqual([chosen]);
    expect(Object.fromEntries(preview.files.staying.map(({ attachmentId, because }) => [attachmentId, because]))).toMatchObject({
      ...{ [words]: 'class-not-chosen', [wrong]: 'marked-wrong', [other]: 'not-chosen', [unknown]: 'unknown' },
    });
    expect(preview.fileNamesGo).toBe(false);

    const before = await withFiles(played);
    await decide(asked);
    const came = (await withFiles(played)).filter((one) => !before.some(({ attachmentId }) => attachmentId === one.attachmentId));
    expect(came).toEqual([expect.objectContaining({ class: 'support', kind: 'certificate', extension: 'pdf' })]);
    expect(came[0]).not.toHaveProperty('name');
    expect(came[0]!.attachmentId).not.toBe(chosen);
  });

  it('comes byte by byte as it was, to those who work with the recipient’s record alone; each reading stands in its log', async () => {
    const mine = await kept(played, 'support', 'KanarieInreZq');
    const asked = input(played, [mine]);
    await decide(asked);
    const { theirs, receivedId } = await cameBy(played, asked.disclosureId);
    const response = await download('demo-boden-caseworker', theirs);
    expect(Buffer.from(await response.arrayBuffer()).equals(pdf('KanarieInreZq'))).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment; filename="fil[.]pdf"/) as string,
    });
    const listed = await ok<{ items: object[] }>(sara.get(`/api/v1/attachments?caseId=${played.ids.caseId}`));
    expect(listed.items).toContainEqual(
      expect.objectContaining({ attachmentId: theirs, copyId: receivedId, fromAgency: 'region-norrbotten' }),
    );
    for (const who of ['demo-boden-kin', 'demo-police-officer', 'demo-region-caseworker', 'demo-boden-supervisor'])
      expect([who, (await download(who, theirs)).status === 200]).toEqual([who, false]);
    for (const who of ['demo-boden-kin', 'demo-police-officer', 'demo-region-caseworker'])
      expect([who, (await download(who, theirs)).status]).toEqual([who, 404]);
    // Nor does the copy open the sender's own.
    expect((await download('demo-boden-caseworker', mine)).status).toBe(404);
    const lines = await asOwner<{ operation: string; outcome: string; agency: string }>(
      world,
      `SELECT operation, outcome, agency_id AS agency FROM audit.records WHERE object_id = ANY ($1) AND operation LIKE '%file%' OR object_id = $2 AND operation = 'attachment-content'`,
      [[mine], theirs],
    );
    expect(lines).toContainEqual({ operation: 'attachment-content', outcome: 'allowed', agency: 'socialtjanst-boden' });
    expect(lines).toContainEqual({ operation: 'file-for-copy', outcome: 'allowed', agency: 'region-norrbotten' });
    expect(lines).toContainEqual({ operation: 'attachment-content', outcome: 'denied', agency: 'polisen-norrbotten' });
  });

  it('goes nowhere where the consent does not cover what it is about, and the rule is named', async () => {
    const health = await kept(played, 'health', 'Halsa');
    const before = (await withFiles(played)).length;
    const refused = await nurse.post('/api/v1/disclosures', input(played, [health], { classes: ['support', 'health'] }));
    expect([refused.status, (refused.body as { rule?: string }).rule]).toEqual([422, 'osl-10-1-consent']);
    await decide(input(played, [health]));
    expect((await withFiles(played)).length).toBe(before);
    const many = await nurse.post(
      '/api/v1/disclosures',
      input(
        played,
        Array.from({ length: 21 }, () => randomUUID()),
      ),
    );
    expect(many.status).toBe(400);
  });

  it('is told on both sides: in the decision, and in who sees what', async () => {
    const file = await kept(played, 'support', 'Tvasidor');
    const asked = input(played, [file]);
    await decide(asked);
    const at = `/api/v1/cases/${played.ids.caseId}`;
    const { items } = await ok<{ items: { disclosureId: string; files: FileSeen[] }[] }>(nurse.get(`${at}/disclosures`));
    expect(items.find(({ disclosureId }) => disclosureId === asked.disclosureId)?.files).toEqual([
      expect.objectContaining({ attachmentId: file, class: 'support' }),
    ]);
    for (const side of [nurse, sara]) {
      const { classes } = await ok<{ classes: { class: string; ways: { grantId: string; files: number }[] }[] }>(
        side.get(`${at}/who-sees-what`),
      );
      const ways = classes.flatMap((row) =>
        row.ways.filter(({ grantId }) => grantId === asked.disclosureId).map((way) => [row.class, way.files]),
      );
      expect(ways).toEqual([['support', 1]]);
    }
  });

  it('is chosen in the form, shown before the decision, and saved from the page that shows what came', async () => {
    const file = await kept(played, 'support', 'Formularet');
    const { caseId, careConsent, personId } = played.ids;
    const path = `/workspace/cases/${caseId}/disclosures/new`;
    const browse = async (who: string, address: string, body?: URLSearchParams) => {
      const headers = { cookie: await world.cookie(who), accept: 'text/html', origin: world.url };
      const response = await fetch(world.url + address, { redirect: 'manual', headers, ...(body ? { method: 'POST', body } : {}) });
      return { status: response.status, text: await response.text() };
    };
    const form = await browse('demo-region-caseworker', `${path}?recipientFunction=boden-mottagning-vald&mode=copy`);
    expect(form.text).toMatch(new RegExp(`<input[^>]*name="files"[^>]*value="${file}"`));
    expect(form.text).not.toMatch(/<input[^>]*name="files"[^>]*checked/);
    const hidden = [...form.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]);
    const entered = new URLSearchParams([
      ...hidden.filter(([name]) => ['idempotencyKey', 'disclosureId', 'recipientFunction', 'mode', 'channel'].includes(name!)),
      ...[
        ['personIds', personId],
        ['classes', 'support'],
        ['purpose', 'plan'],
        ['ground', 'osl-10-1-consent'],
      ],
      ...[
        ['consentId', careConsent],
        ['files', file],
      ],
    ]);
    const preview = await browse('demo-region-caseworker', path, entered);
    for (const text of ['Filer som lämnas', 'KanarieNamnFormularet', 'Filer som inte lämnas', 'Läs varje fil först'])
      expect(preview.text).toContain(text);
    entered.set('idempotencyKey', randomUUID());
    entered.set('step', 'decide');
    expect((await browse('demo-region-caseworker', path, entered)).status).toBe(303);
    await world.settle();
    expect((await browse('demo-region-caseworker', `/workspace/cases/${caseId}/disclosures`)).text).toContain('Intyg (PDF)');
    const { theirs } = await cameBy(played, entered.get('disclosureId')!);
    const shown = await browse('demo-boden-caseworker', `/workspace/cases/${caseId}`);
    expect(shown.text).toContain(`/workspace/cases/${caseId}/attachments/${theirs}/content`);
    expect((await browse('demo-boden-caseworker', `/workspace/cases/${caseId}/attachments`)).text).toContain(
      'Kopia från Region Norrbotten',
    );
    expect((await browse('demo-boden-caseworker', `/workspace/cases/${caseId}/who-sees-what`)).text).toContain('Kopia, 1 fil');
  });

  it('outlives the sender’s own, and dies with the recipient’s record and no sooner', async () => {
    const eraser = world.app.get(RecordEraser, { strict: false });
    const order = { cause: 'command', reason: 'destruction-ordered', reference: 'IVO 2026/1' } as const;
    const region = { agencyId: 'region-norrbotten', agencyKind: 'health-care' } as const;
    const boden = { agencyId: 'socialtjanst-boden', agencyKind: 'social-services' } as const;
    const other = await playCase(world, 'G');
    const crossed = async (of: PlayedCase) => {
      const mine = await kept(of, 'support', 'Gallras');
      const asked = input(of, [mine]);
      await decide(asked);
      return { mine, theirs: (await cameBy(of, asked.disclosureId)).theirs };
    };
    const [first, second] = [await crossed(played), await crossed(other)];
    const status = async ({ mine, theirs }: { mine: string; theirs: string }) => [
      (await download('demo-region-caseworker', mine)).status,
      (await download('demo-boden-caseworker', theirs)).status,
    ];
    expect([await status(first), await status(second)]).toEqual([
      [200, 200],
      [200, 200],
    ]);
    await eraser.erase(region, played.ids.careRecord, order);
    // The recipient's record is the one where the copy lies.
    const [{ record }] = (await asOwner<{ record: string }>(
      world,
      'SELECT record_id AS record FROM views.attachments WHERE attachment_id = $1',
      [second.theirs],
    )) as [{ record: string }];
    await eraser.erase(boden, record, order);
    await world.settle();
    expect([await status(first), await status(second)]).toEqual([
      [404, 200],
      [200, 404],
    ]);
    const left = await asOwner<{ n: string }>(world, 'SELECT count(*) AS n FROM attachments.contents WHERE record_id = ANY ($1)', [
      [played.ids.careRecord, record],
    ]);
    expect(Number(left[0]!.n)).toBe(0);

    // What waited at the recipient's intake goes with its last record in the case, and only there.
    const intakeKeys = async ({ ids }: PlayedCase): Promise<number> => {
      const diaries = ['boden-mottagning', 'boden-mottagning-vald'].map((name) => intakeRecordOf(name, ids.caseId));
      const [found] = await asOwner<{ n: string }>(world, 'SELECT count(*) AS n FROM privacy.data_keys WHERE record_id = ANY ($1)', [
        diaries,
      ]);
      return Number(found!.n);
    };
    const others = await asOwner<{ record: string }>(
      world,
      'SELECT DISTINCT record_id AS record FROM access.assignments WHERE case_id = $1 AND agency_id = $2 AND record_id <> $3',
      [other.ids.caseId, boden.agencyId, record],
    );
    expect([others.length > 0, (await intakeKeys(played)) > 0, (await intakeKeys(other)) > 0]).toEqual([true, true, true]);
    for (const one of others) await eraser.erase(boden, one.record, order);
    expect([(await intakeKeys(played)) > 0, await intakeKeys(other)]).toEqual([true, 0]);
  });
});
