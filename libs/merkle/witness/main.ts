import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { Command } from 'commander';
import { CheckpointSigner } from './remote-signer.js';
import { serveSigner, serveWitness } from './serve.js';
import { Witness } from './witness.js';

interface Options {
  readonly dir: string;
  readonly port: number;
  readonly host: string;
  readonly socket?: string;
  readonly name: string;
  readonly log: readonly string[];
  readonly role: string;
  readonly tokenFile?: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run witness`: a witness, or a signer, as one small process with a folder of its own. Needs neither database nor settings. */
const options = new Command('witness')
  .description('Puts its name to checkpoints of logs that only grow (docs/audit.md). Needs a folder and a port, no database.')
  .requiredOption('--dir <folder>', 'where its key and what it has seen are kept; lost, it must begin anew')
  .option('--port <number>', 'port to listen on', Number, 7070)
  .option('--host <address>', 'address to listen on; 0.0.0.0 for other hosts to reach it', '127.0.0.1')
  .option('--socket <path>', 'a Unix socket in the place of a port')
  .option('--name <name>', 'its name in what it signs, kept from the first start on', `witness.${hostname()}`)
  .option('--log <key...>', 'keys of the logs to witness, as audit:key shows them; without, it takes those that come first', [])
  .option('--role <role>', 'witness, or signer: holds the log’s own signing key away from the log’s host', 'witness')
  .option('--token-file <path>', 'for a signer: a file with the text that the app must show (TREE_SIGNER_TOKEN)')
  .parse()
  .opts<Options>();

if (options.role !== 'witness' && options.role !== 'signer') throw new Error('--role is witness or signer');
if (options.role === 'signer' && !options.socket && !options.tokenFile)
  throw new Error('A signer on a port needs --token-file: whoever reaches it could have checkpoints signed.');

const witness = options.role === 'witness' ? new Witness({ dir: options.dir, name: options.name, logs: options.log, say }) : undefined;
const token = options.tokenFile ? readFileSync(options.tokenFile, 'utf8').trim() : undefined;
const server = witness ? serveWitness(witness) : serveSigner(new CheckpointSigner(options.dir), token);
const listening = (): void => {
  const address = server.address();
  const at = typeof address === 'string' ? `unix:${address}` : `http://${options.host}:${address?.port}`;
  if (options.socket) chmodSync(options.socket, 0o660);
  say(
    witness
      ? `Witness ready. In the settings of the system: WITNESSES=${at}#${witness.vkey}`
      : `Signer ready. In the settings of the system: TREE_SIGNER=${at}`,
  );
};
if (options.socket) {
  if (existsSync(options.socket)) rmSync(options.socket); // left by a process that was killed
  server.listen(options.socket, listening);
} else server.listen(options.port, options.host, listening);

const stop = (): void => {
  server.close(() => witness?.close());
  server.closeAllConnections();
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
