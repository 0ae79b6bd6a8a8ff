import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publishWith } from '#libs/event-store';
import { answersOf, printAnswers } from './answers.js';
import { renderCatalogue, type Told } from './event-catalogue.js';
import { declaredContracts, declaredEvents, declaredPublishers, root } from './event-registry.js';
import { goldenFile, printGolden, readGolden, withMissing } from './golden.js';
import { renderModuleMap } from './module-map.js';
import { renderStateTables, runExamples } from './state-tables.js';

/** Set by `npm run docs`, which writes what this compares. */
const writing = process.env['WRITE_DOCS'] === 'yes';
const LOST = 'is not what the source says: run npm run docs and commit the result';

const difference = (file: string, text: string): string[] =>
  existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [`${path.relative(root, file)} ${LOST}`];

const same = (file: string, text: string): void => {
  if (writing) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(difference(file, text)).toEqual([]);
};

const events = await declaredEvents();
const contracts = await declaredContracts();
const publishers = await declaredPublishers();
const golden = withMissing(
  readGolden(),
  events.map(({ definition }) => definition),
);

/** Which private event is told as which contract event, found by asking each disclosure.ts about every kept sample. */
const told = (): Told[] => {
  const publish = publishWith(publishers);
  const from = new Map<string, Set<string>>();
  for (const { definition } of events)
    for (const data of golden[`${definition.type}@${definition.version}`] ?? [])
      for (const { definition: contract } of publish({ ...STORED, type: definition.type, version: definition.version, data }))
        from.set(contract.type, (from.get(contract.type) ?? new Set()).add(definition.type));
  return contracts.map(({ file, definition }) => ({ file, definition, from: [...(from.get(definition.type) ?? [])].sort() }));
};
const STORED = { id: '', stream: '', revision: 1, position: '1', metadata: {}, occurredAt: new Date(0), recordedAt: new Date(0) };

/** Files whose routes stand in the API's document. */
const controllers = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /[.]api[.]ts$|^app.health[.]controller[.]ts$/.test(file))
  .map((file) => path.join(root, 'src', file))
  .sort();

describe('what is generated says what the source says', () => {
  it('kept samples of stored events', () => same(goldenFile, printGolden(golden)));
  it('event catalogue', () => same(path.join(root, 'docs/generated/event-catalogue.md'), renderCatalogue(events, told(), publishers)));
  it('state tables', () => {
    const examples = runExamples();
    expect(new Set(examples.map(({ spec }) => spec)).size).toBeGreaterThan(30);
    same(path.join(root, 'docs/generated/state-tables.md'), renderStateTables(examples));
  });
  it('module map', () => same(path.join(root, 'docs/generated/module-map.md'), renderModuleMap()));
  it('what each operation of the API answers', () =>
    same(path.join(root, 'src/app/answers.generated.ts'), printAnswers(answersOf(controllers))));
  it('notices a difference, and a file that is not there (negative controls)', () => {
    expect(difference(path.join(root, 'docs/generated/module-map.md'), 'something else')).toHaveLength(1);
    expect(difference(path.join(root, 'docs/generated/never-written.md'), '')).toHaveLength(1);
  });
});

describe('what leaves an agency', () => {
  it('is told by some event for each contract event that is declared', () =>
    expect(
      told()
        .filter(({ from }) => from.length === 0)
        .map(({ definition }) => definition.type),
    ).toEqual([]));
});
