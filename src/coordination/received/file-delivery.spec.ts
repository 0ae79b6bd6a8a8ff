import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { StoredEvent } from '#libs/event-store';
import { Problem } from '#libs/http';
import { derivedId, type Actor } from '#libs/shared-kernel';
import { AttachmentsInCase, KeepAttachment, OpenAttachment } from '../attachment/index.js';
import { RecordConsent, WithdrawConsent } from '../consent/index.js';
import { CaseDisclosures, DecideDisclosure, PreviewDisclosure, type DisclosureInput } from '../disclosure/index.js';
import { OpenRecord } from '../record/index.js';
import { DisclosureWorld } from '../testing/disclosure-world.js';
import { CopyDelivery } from './deliver-copies.js';
import { ReceivedInCase } from './features/read-received.js';

const pdf = (words: string) => Buffer.from(`%PDF-1.7\n1 0 obj\n(${words})\nendobj\n%%EOF\n`);

describe('files in a copy', () => {
  let world: DisclosureWorld;
  let commands: CommandBus;
  let queries: QueryBus;
  let delivery: CopyDelivery;
  let consentId: string;
  const files = { risk: randomUUID(), his: randomUUID(), words: randomUUID(), unchosen: randomUUID() };

  const keep = (attachmentId: string, about: 'risk' | 'free-text', personId: string) =>
    commands.execute(
      new KeepAttachment(
        world.meta(world.police),
        { attachmentId, recordId: world.recordId, caseId: world.caseId, personId, class: about, kind: 'photograph', origin: 'own' },
        { name: `KANARIENAMN ${attachmentId}.pdf`, mediaType: 'application/pdf', bytes: pdf(`FIL-KANARIE ${attachmentId}`) },
      ),
    );
  const consent = async (): Promise<string> => {
    const given = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car', until: '2026-06-01T00:00:00Z' } as const;
    const covers = { recipients: ['region-akut'], classes: ['identity' as const, 'risk' as const], purposes: ['healthcare' as const] };
    const id = randomUUID();
    const { recordId, caseId, anna: personId } = world;
    await commands.execute(new RecordConsent(world.meta(world.police), { consentId: id, recordId, caseId, personId, ...given, ...covers }));
    return id;
  };
  const input = (change: Partial<DisclosureInput> = {}): DisclosureInput => ({
    disclosureId: randomUUID(),
    recordId: world.recordId,
    caseId: world.caseId,
    recipientFunction: 'region-akut',
    channel: 'system',
    mode: 'copy',
    classes: ['reference', 'identity', 'risk'],
    purpose: 'healthcare',
    ground: 'osl-10-1-consent',
    consentId,
    personIds: [world.anna],
    circumstances: [],
    documentation: {},
    urgent: false,
    files: [files.risk, files.his, files.words],
    ...change,
  });
  const decide = async (asked: DisclosureInput): Promise<StoredEvent> => {
    await commands.execute(new DecideDisclosure(world.meta(world.police), asked));
    return (await world.store.readStream(`disclosure-${asked.disclosureId}`))[0]!;
  };
  const copyOf = ({ disclosureId }: DisclosureInput) => derivedId('received', disclosureId);
  const bytesOf = async (copyId: string): Promise<{ content_id: string; owner_agency: string; record_id: string }[]> =>
    (await world.owner.query('SELECT content_id, owner_agency, record_id FROM attachments.contents WHERE copy_id = $1', [copyId])).rows;
  const open = (who: Actor, attachmentId: string): Promise<string> =>
    queries.execute(new OpenAttachment(world.meta(who), attachmentId)).then(
      ({ bytes, name }) => `${name}: ${bytes.toString()}`,
      (error: unknown) => (error instanceof Problem ? error.slug : String(error)),
    );
  const received = async (who: Actor) =>
    (await queries.execute(new ReceivedInCase(world.meta(who), world.caseId))).flatMap((one) => one.files);

  beforeAll(async () => {
    world = await DisclosureWorld.open();
    commands = world.module.get(CommandBus);
    queries = world.module.get(QueryBus);
    delivery = world.module.get(CopyDelivery);
    await keep(files.risk, 'risk', world.anna);
    await keep(files.his, 'risk', world.carl);
    await keep(files.words, 'free-text', world.anna);
    await keep(files.unchosen, 'risk', world.anna);
    await world.project();
    consentId = await consent();
  });
  afterAll(() => world?.close());
  afterEach(() => jest.restoreAllMocks());

  it('are told in the preview one by one: which go, and why each other stays', async () => {
    const { files: told, fileNamesGo } = await queries.execute(new PreviewDisclosure(world.meta(world.police), input()));
    expect(told.going).toEqual([expect.objectContaining({ attachmentId: files.risk, class: 'risk', kind: 'photograph' })]);
    expect(Object.fromEntries(told.staying.map(({ attachmentId, because }) => [attachmentId, because]))).toEqual({
      [files.his]: 'person-not-chosen',
      [files.words]: 'class-not-chosen',
      [files.unchosen]: 'not-chosen',
    });
    expect(fileNamesGo).toBe(false);
    const standing = input({ mode: 'standing', until: '2026-05-01T00:00:00Z' });
    expect((await queries.execute(new PreviewDisclosure(world.meta(world.police), standing))).files).toEqual({ going: [], staying: [] });
  });

  it('are the recipient’s own: byte by byte the same, under its own key, read when it works with the case', async () => {
    const asked = input();
    const decided = await decide(asked);
    await delivery.deliver(decided);
    await world.project();
    const [lies, ...more] = await bytesOf(copyOf(asked));
    expect([lies?.owner_agency, more]).toEqual(['region', []]);
    expect(await received(world.nurse)).toEqual([]); // it waits at the intake: that it came, and no more
    const opening = { recordId: randomUUID(), caseId: world.caseId, functionId: 'region-akut', source: 'own' as const };
    await commands.execute(new OpenRecord(world.meta(world.nurse), opening));
    const [file, ...others] = await received(world.nurse);
    expect([file, others]).toEqual([expect.objectContaining({ class: 'risk', kind: 'photograph', extension: 'pdf' }), []]);
    expect(file).not.toHaveProperty('name');
    expect(await open(world.nurse, file!.attachmentId)).toBe(`fil.pdf: ${pdf(`FIL-KANARIE ${files.risk}`).toString()}`);
    const kept = await queries.execute(new AttachmentsInCase(world.meta(world.nurse), world.caseId));
    expect(kept).toEqual([expect.objectContaining({ origin: 'received', fromAgency: 'polisen', copyId: copyOf(asked), erased: false })]);
    // The sender's file is no more the recipient's than before, and the copy nobody else's.
    expect(await open(world.nurse, files.risk)).toBe('not-found');
    expect(await open(world.stranger, file!.attachmentId)).toBe('not-found');
    expect(await open(world.police, file!.attachmentId)).toBe('not-found');
    const [first, second] = await Promise.all(
      [files.risk, file!.attachmentId].map(
        async (id) =>
          (
            await world.owner.query<{ agency_id: string }>(
              `SELECT k.agency_id FROM views.attachments a JOIN attachments.contents c USING (content_id) JOIN privacy.data_keys k USING (key_id) WHERE a.attachment_id = $1`,
              [id],
            )
          ).rows[0]?.agency_id,
      ),
    );
    expect([first, second]).toEqual(['polisen', 'region']);
    const told = await queries.execute(new CaseDisclosures(world.meta(world.police), world.caseId));
    expect(told.find(({ disclosureId }) => disclosureId === asked.disclosureId)?.files).toEqual([
      expect.objectContaining({ attachmentId: files.risk, class: 'risk' }),
    ]);
  });

  it('lie nowhere in clear, neither what they say nor what they are called', async () => {
    const { rows } = await world.projector.query<{ text: string }>('SELECT data::text AS text FROM es.events');
    expect(rows.map(({ text }) => text).join()).not.toMatch(/KANARIENAMN|FIL-KANARIE/);
    const contents = await world.owner.query<{ text: string }>(`SELECT encode(sealed, 'escape') AS text FROM attachments.contents`);
    expect(contents.rows.length).toBeGreaterThan(4);
    expect(contents.rows.map(({ text }) => text).join()).not.toContain('FIL-KANARIE');
  });

  it('come once, though a delivery is broken off after the bytes were written, and again after the copy is there', async () => {
    const asked = input();
    const decided = await decide(asked);
    jest.spyOn(world.store, 'append').mockRejectedValueOnce(new Error('killed'));
    await expect(delivery.deliver(decided)).rejects.toThrow('killed');
    expect(await bytesOf(copyOf(asked))).toHaveLength(1);
    await delivery.deliver(decided);
    await delivery.deliver(decided);
    const [event, ...more] = await world.store.readStream(`received-${copyOf(asked)}`);
    const named = (event!.data['files'] as { fileId: string }[]).map(({ fileId }) => fileId);
    expect([more, (await bytesOf(copyOf(asked))).map((row) => row.content_id)]).toEqual([[], named]);
  });

  it('do not come when the consent is taken back first, and nothing is left of them', async () => {
    consentId = await consent();
    const asked = input();
    const decided = await decide(asked);
    jest.spyOn(world.store, 'append').mockRejectedValueOnce(new Error('killed'));
    await expect(delivery.deliver(decided)).rejects.toThrow('killed');
    expect(await bytesOf(copyOf(asked))).toHaveLength(1);
    await commands.execute(new WithdrawConsent(world.meta(world.police), consentId, { scope: { kind: 'whole' }, alone: 'yes' }));
    expect(await delivery.deliver(decided)).toBe(false);
    expect(await bytesOf(copyOf(asked))).toEqual([]);
    expect(await world.store.readStream(`received-${copyOf(asked)}`)).toEqual([]);
  });

  it('of a class that was taken back stay, while the rest goes', async () => {
    consentId = await consent();
    const asked = input();
    const decided = await decide(asked);
    const scope: WithdrawConsent['input']['scope'] = { kind: 'part', classes: ['risk'], recipients: ['region-akut'] };
    await commands.execute(new WithdrawConsent(world.meta(world.police), consentId, { scope, alone: 'yes' }));
    expect(await delivery.deliver(decided)).toBe(true);
    const [event] = await world.store.readStream(`received-${copyOf(asked)}`);
    expect([event!.data['files'], event!.data['classes']]).toEqual([undefined, ['reference', 'identity']]);
    expect(await bytesOf(copyOf(asked))).toEqual([]);
  });
});
