/** What is mutated, and the specs that guard it. Small groups: each mutant loads the specs of its own group and no others. */
export interface MutationGroup {
  readonly name: string;
  /** `secrecy`: who sees what. `evidence`: the tree, sealing, and what is kept and erased. */
  readonly area: 'secrecy' | 'evidence';
  readonly files: readonly string[];
  readonly specs: readonly string[];
  /** Its specs need PostgreSQL. */
  readonly database?: true;
}

const of = (folder: string, ...names: string[]): string[] => names.map((name) => `${folder}/${name}`);

export const GROUPS: readonly MutationGroup[] = [
  {
    name: 'policy',
    area: 'secrecy',
    files: ['src/access/policy.ts'],
    specs: ['src/access/policy.spec.ts'],
  },
  {
    name: 'compiler',
    area: 'secrecy',
    files: ['src/access/policy-sql.ts'],
    specs: ['src/access/compile-policy.spec.ts'],
  },
  {
    name: 'field-filter',
    area: 'secrecy',
    files: ['src/access/field-filter.ts'],
    specs: ['src/access/field-filter.spec.ts'],
  },
  {
    name: 'consent',
    area: 'secrecy',
    files: of('src/coordination/consent', 'consent-covers.ts', 'taken-back.ts'),
    specs: of('src/coordination/consent', 'consent-covers.spec.ts', 'taken-back.spec.ts'),
  },
  {
    name: 'ground-check',
    area: 'secrecy',
    files: ['src/coordination/disclosure/ground-check.ts'],
    specs: ['src/coordination/disclosure/ground-check.spec.ts', 'src/coordination/disclosure/whom-a-ground-opens.spec.ts'],
  },
  {
    name: 'disclosure',
    area: 'secrecy',
    files: of(
      'src/coordination/disclosure',
      'disclosure-basis.ts',
      'judge-disclosure.ts',
      'judge-opposed.ts',
      'only-answer.ts',
      'select-files.ts',
    ),
    specs: of(
      'src/coordination/disclosure',
      'disclosure-basis.spec.ts',
      'read-basis.spec.ts',
      'judge-disclosure.spec.ts',
      'only-answer.spec.ts',
      'select-files.spec.ts',
    ),
  },
  {
    name: 'tree',
    area: 'evidence',
    files: of('libs/merkle', 'hash.ts', 'compact-range.ts', 'memory-tree.ts', 'proofs.ts', 'differences.ts'),
    specs: of('libs/merkle', 'merkle.spec.ts', 'proofs.spec.ts', 'differences.spec.ts', 'memory-tree.spec.ts'),
  },
  {
    name: 'checkpoint',
    area: 'evidence',
    files: of('libs/merkle', 'checkpoint.ts', 'note.ts'),
    specs: of('libs/merkle', 'note.spec.ts', 'checkpoint.spec.ts'),
  },
  {
    name: 'witness',
    area: 'evidence',
    files: of('libs/merkle/witness', 'witness.ts', 'witnessed-log.ts'),
    specs: of('libs/merkle/witness', 'witness.spec.ts', 'witness-answers.spec.ts', 'witness-folder.spec.ts'),
  },
  {
    name: 'verification',
    area: 'evidence',
    files: of('src/audit/tree', 'verify-log.ts'),
    specs: of('src/audit/tree', 'verify-log.spec.ts'),
  },
  {
    name: 'sealing',
    area: 'evidence',
    files: of('libs/privacy', 'seal.ts', 'sealer.ts', 'data-keys.ts'),
    specs: of('libs/privacy', 'sealing.spec.ts', 'sealer.spec.ts', 'data-keys.spec.ts'),
    database: true,
  },
  {
    name: 'retention',
    area: 'evidence',
    files: of('src/coordination/retention', 'judge-retention.ts', 'retention.decider.ts'),
    specs: of('src/coordination/retention', 'judge-retention.spec.ts', 'retention.decider.spec.ts'),
  },
  {
    name: 'erasures',
    area: 'evidence',
    files: ['libs/privacy/erasure-list.ts'],
    specs: ['libs/privacy/erasure-list.spec.ts'],
  },
];
