#!/usr/bin/env node
// Checks a proof that audit:proof wrote: that one record is in a log that was signed, and witnessed. Stands alone: one file, Node, nothing else.
//   node verify-proof.mjs FILE --key 'name+hash+key' [--witness 'name+hash+key']
// --key: what audit:key shows at the system's operator, for the log that the proof is about. --witness: what the witness shows at its start.
import { createPublicKey, hash, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const fail = (why) => {
  console.error(`NOT PROVEN: ${why}`);
  process.exit(1);
};
const sha256 = (...parts) => hash('sha256', Buffer.concat(parts), 'buffer');

/** name+hash+key of golang's signed notes (C2SP signed-note). */
const keyOf = (line) => {
  const [, name, id, base64] = /^([^\s+]+)\+([\da-f]{8})\+([A-Za-z\d+/]+=*)$/.exec(line.trim()) ?? fail('a key looks like name+hash+key');
  const bytes = Buffer.from(base64, 'base64');
  if (
    sha256(Buffer.from(`${name}\n`), bytes)
      .subarray(0, 4)
      .toString('hex') !== id
  )
    fail('a letter of the key is wrong');
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, id, algorithm: bytes[0], key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
};

/** The signature of a key on a note, without the four bytes before it. */
const signatureOf = (lines, { name, id }) => {
  for (const line of lines) {
    const [, by, base64] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const blob = Buffer.from(base64 ?? '', 'base64');
    if (by === name && blob.subarray(0, 4).toString('hex') === id) return blob.subarray(4);
  }
  return fail(`${name} has not signed the checkpoint`);
};

/** The root that a leaf and its path lead to (RFC 9162, 2.1.3.2). */
const rootFrom = (leaf, index, size, path) => {
  let [at, last, root] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) fail('the path is too long');
    if (at % 2 === 1 || at === last) {
      root = sha256(Buffer.of(1), sibling, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else root = sha256(Buffer.of(1), root, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : fail('the path is too short');
};

const { values, positionals } = parseArgs({ options: { key: { type: 'string' }, witness: { type: 'string' } }, allowPositionals: true });
if (positionals.length !== 1 || !values.key) fail("say what to check: verify-proof FILE --key 'name+hash+key' [--witness 'name+hash+key']");
const proof = JSON.parse(readFileSync(positionals[0], 'utf8'));
if (proof.format !== 'insatskedja-proof/1') fail('this file is no proof');
const end = proof.checkpoint.lastIndexOf('\n\n');
const [text, lines] = [
  proof.checkpoint.slice(0, end + 1),
  proof.checkpoint
    .slice(end + 2)
    .split('\n')
    .filter(Boolean),
];
const [origin, sizeText, rootText] = text.split('\n');
const size = Number(sizeText);
if (!(Number.isSafeInteger(proof.index) && proof.index >= 0 && proof.index < size)) fail('there is no such record in the tree');

const log = keyOf(values.key);
if (log.name !== origin) fail(`the checkpoint is of ${origin}, the key of ${log.name}`);
if (log.algorithm !== 1 || !verify(null, Buffer.from(text), log.key, signatureOf(lines, log))) fail('the log’s signature does not hold');
const leaf = sha256(Buffer.of(0), Buffer.from(proof.record));
const root = rootFrom(leaf, proof.index, size, proof.path.map((one) => Buffer.from(one, 'base64'))); // prettier-ignore
if (root.toString('base64') !== rootText) fail('the record is not in the tree, or is not what it was');
console.log(`Record ${proof.index} of ${size} in ${origin} is what was sealed there.`);
if (values.witness) {
  const witness = keyOf(values.witness);
  const blob = signatureOf(lines, witness);
  const time = Number(blob.readBigUInt64BE(0));
  if (witness.algorithm !== 4 || !verify(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), witness.key, blob.subarray(8)))
    fail('the witness’s signature does not hold');
  console.log(`${witness.name} has witnessed the tree at ${new Date(time * 1000).toISOString()}.`);
}
