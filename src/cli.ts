import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { parseSettings, SettingsError } from '#config/settings';
import { newTree, showKeys, verifyTrail, writeProof } from './app/operator/audit.js';
import { copyBetweenEngines } from './app/operator/events-copy.js';
import { createBackup, makeIdentity, restore, restoreKeys, verifyBackup } from './app/operator/backup.js';
import { keysStatus, moveKeys, rotateKeys } from './app/operator/keys.js';
import { eraseRecords, type EraseOptions } from './app/operator/erase.js';
import { importRecords, type ImportOptions } from './app/operator/import-records.js';
import { checkInstrument, importInstrument } from './app/operator/instruments.js';
import { migrate } from './app/operator/migrate.js';
import { journeys } from './app/demo/journey/index.js';
import { playJourney } from './app/operator/demo-journey.js';
import { projectionStatus, rebuildProjections, replayParked } from './app/operator/projections.js';
import { provision } from './app/operator/provision.js';
import { applyRules, exportRules } from './app/operator/rules.js';
import { readRetention } from './app/retention-file.js';

/** The operator's commands. Each says what it did, or what to do. */
const program = new Command('insatskedja')
  .description('Operator’s commands. Settings come from the environment, as for npm start.')
  .showHelpAfterError();
const settings = (): ReturnType<typeof parseSettings> => parseSettings(process.env);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

program
  .command('db:migrate')
  .description('bring the database up to date')
  .action(async () => migrate(settings(), say));
program
  .command('projection:status')
  .description('how far each view and reaction has come, how fast, and who runs it')
  .action(async () => projectionStatus(settings(), say));
program
  .command('projection:rebuild')
  .description('build views anew from the events, while the system serves')
  .argument('[names...]', 'views, such as view:case-chain; without any, all')
  .action(async (names: string[]) => rebuildProjections(settings(), names, say));
program
  .command('projection:replay')
  .description('have parked events tried again, after the mend; the running system does it')
  .argument('[names...]', 'views or reactions; without any, all')
  .action(async (names: string[]) => replayParked(settings(), names, say));
program
  .command('events:copy')
  .description('move all events to the other engine: copy, compare, switch; resumable')
  .requiredOption('--from <engine>', 'postgres or kurrentdb')
  .requiredOption('--to <engine>', 'postgres or kurrentdb')
  .action(async ({ from, to }: { from: string; to: string }) => copyBetweenEngines(settings(), from, to, say));
program
  .command('keys:status')
  .description('who holds the wrapping keys, and how many keys stand under each epoch')
  .action(async () => keysStatus(settings(), say));
program
  .command('keys:rotate')
  .description('change the wrapping key and destroy the old one, while the system serves')
  .option('--fresh', 'a new one even where an interrupted rotation could be carried on', false)
  .action(async ({ fresh }: { fresh: boolean }) => rotateKeys(settings(), fresh, say));
program
  .command('keys:move')
  .description('have another holder wrap the keys; both are set in the environment, the system is stopped')
  .requiredOption('--to <provider>', 'file, vault or pkcs11')
  .action(async ({ to }: { to: string }) => moveKeys(settings(), parseSettings({ ...process.env, KEYRING_PROVIDER: to }), say));
program
  .command('backup:identity')
  .description('make the key pair that backups are encrypted to')
  .requiredOption('--file <path>', 'where to write the secret half, to be kept away from this machine')
  .action(async ({ file }: { file: string }) => makeIdentity(file, say));
program
  .command('backup:create')
  .description('back up database and keys, each to its own place, encrypted')
  .option('--keep <number>', 'backups of the database that are kept', (text) => Math.max(1, Number.parseInt(text, 10) || 1), 7)
  .action(async ({ keep }: { keep: number }) => createBackup(settings(), keep, say));
program
  .command('backup:check')
  .description('read the backups through without restoring them')
  .option('--identity <path>', 'the secret half of the key pair: every file is opened too')
  .action(async ({ identity }: { identity?: string }) => verifyBackup(settings(), identity, say));
program
  .command('backup:restore')
  .description('restore database and keys into an empty folder')
  .requiredOption('--to <folder>', 'a folder that is not there yet, or is empty')
  .requiredOption('--identity <path>', 'the secret half of the key pair')
  .option('--until <moment>', 'as it was then, such as 2026-11-02T08:15:00+01:00; else everything that is in the backup')
  .action(async (options: { to: string; identity: string; until?: string }) => restore(settings(), options, say));
program
  .command('backup:restore-keys')
  .description('bring the keys of a database that you restored yourself (DATABASE_URL) to what the backup of the keys says')
  .requiredOption('--identity <path>', 'the secret half of the key pair')
  .action(async ({ identity }: { identity: string }) => restoreKeys(settings(), identity, say));
program
  .command('provision')
  .description('register agencies, units, functions and staff from a file')
  .requiredOption('--file <path>', 'a provisioning file (docs/provisioning.md)')
  .action(async ({ file }: { file: string }) => provision(settings(), JSON.parse(readFileSync(file, 'utf8')) as unknown, say));
program
  .command('rules:apply')
  .description('put a changed file of legal grounds in force; what was decided before keeps its rules (docs/legal-rules.md)')
  .requiredOption('--file <path>', 'a rule file, as rules:export writes it')
  .option('--decision <text>', 'who decided it and why, kept with the change', '')
  .option('--dry-run', 'only show what the file would change', false)
  .action(async ({ file, decision, dryRun }: { file: string; decision: string; dryRun: boolean }) =>
    applyRules(settings(), readFileSync(file, 'utf8'), { decision, dryRun }, say),
  );
program
  .command('rules:export')
  .description('write the legal grounds in force as a file, to change and apply')
  .requiredOption('--file <path>', 'where to write it')
  .action(async ({ file }: { file: string }) => writeFileSync(file, await exportRules(settings(), say)));
program
  .command('instrument:check')
  .description('read a file as a risk instrument and say what it is, or on which line it is wrong (docs/instruments.md)')
  .requiredOption('--file <path>', 'YAML or JSON')
  .action(({ file }: { file: string }) => checkInstrument(readFileSync(file, 'utf8'), say));
program
  .command('instrument:import')
  .description('take a risk instrument into use for the agencies that hold its licence (docs/instruments.md)')
  .requiredOption('--file <path>', 'YAML or JSON')
  .option('--agency <id...>', 'agencies that hold the licence; left out for a free instrument', [])
  .requiredOption('--decision <text>', 'who decided it and under which licence, kept with the instrument')
  .action(async ({ file, agency, decision }: { file: string; agency: string[]; decision: string }) =>
    importInstrument(settings(), readFileSync(file, 'utf8'), { agencies: agency, decision }, say),
  );
program
  .command('audit:verify')
  .description(
    'hash every event and every line of the audit trail anew, and hold them against the signed trees and the witnesses (docs/audit.md)',
  )
  .option('--copy <folder>', 'a copy of the tree’s folder that was kept elsewhere')
  .action(async (options: { copy?: string }) => void ((await verifyTrail(settings(), options, say)) || (process.exitCode = 1)));
program
  .command('audit:proof')
  .description('write a file that proves to anyone that one record is in the signed tree')
  .requiredOption('--id <id>', 'event id or audit id')
  .requiredOption('--file <path>', 'where to write it')
  .action(async ({ id, file }: { id: string; file: string }) => writeProof(settings(), id, file, say));
program
  .command('audit:key')
  .description('show the public keys of both logs, for witnesses and for checking proofs')
  .action(async () => showKeys(settings(), say));
program
  .command('audit:new-tree')
  .description('after a restore that lost records: begin a new tree over what is there')
  .requiredOption('--log <name>', 'events or audit')
  .action(async ({ log }: { log: string }) => newTree(settings(), log, say));
program
  .command('record:erase')
  .description('erase a record on a decision, or what is due by rule (docs/retention.md)')
  .option('--record <id>', 'which record')
  .addOption(new Option('--reason <reason>', 'its time is up, or its destruction was ordered').choices(['due', 'destruction-ordered']))
  .option('--reference <text>', 'the decision’s diary number')
  .option('--due', 'all that the agencies’ standing decisions let the rules erase', false)
  .option('--now', 'change the wrapping key at once, so that it is final', false)
  .action(async (options: EraseOptions) => eraseRecords(settings(), options, say));
program
  .command('import:records')
  .description('make records of a file from another system, in the name of a member of staff who will work with them (docs/import.md)')
  .requiredOption('--file <path>', 'CSV in UTF-8')
  .option('--mapping <name or path>', 'how its columns are read: one that the installation has, or a file (YAML or JSON)', 'standard')
  .requiredOption('--as <account>', 'who gets the records: the login account of a caseworker or police officer')
  .requiredOption('--function <id>', 'the function of theirs that works with the records')
  .option('--decision <text>', 'who decided it, and where it is written: stands on every line of the audit trail', '')
  .option('--dry-run', 'only say what the file would make, and what is wrong', false)
  .action(async (options: ImportOptions) => void (process.exitCode = await importRecords(settings(), options, say)));
program
  .command('retention:export')
  .description('write the retention rules in force as a file, to change and to name in RETENTION_FILE')
  .requiredOption('--file <path>', 'where to write it')
  .action(({ file }: { file: string }) => writeFileSync(file, `${JSON.stringify(readRetention(settings()), null, 2)}\n`));
program
  .command('demo:journey')
  .description('play a scenario over HTTP on a fresh store and show what each person can see')
  .argument('[name]', journeys.map(({ name }) => name).join(', '), 'police-report-to-support')
  .action(async (name: string) => {
    const outcome = await playJourney(name, say);
    say(JSON.stringify(outcome));
    process.exitCode = outcome.ok ? 0 : 1;
  });

program.parseAsync().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof SettingsError ? error.exitCode : 1);
  },
);
