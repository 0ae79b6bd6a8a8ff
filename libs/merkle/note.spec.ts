import { generateKeyPairSync } from 'node:crypto';
import { ALGORITHM, formatNote, NoteError, parseNote, SigningKey, VerifierKey } from './note.js';

const key = (name: string, algorithm: 1 | 4 = ALGORITHM.ed25519): SigningKey => SigningKey.fromPem(name, algorithm, SigningKey.newPem());
const text = 'a text\nof two lines\n';

describe('a signed note', () => {
  it('is read and verified as golang.org/x/mod/sumdb/note writes it', () => {
    // The example of that package's documentation.
    const verifier = VerifierKey.parse('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const note = [
      'If you think cryptography is the answer to your problem,',
      "then you don't know what your problem is.",
      '',
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
      '',
    ].join('\n');
    expect(verifier.signed(parseNote(note))).toBe(true);
    expect(verifier.signed(parseNote(note.replace('answer', 'anwser')))).toBe(false);
    expect(formatNote(parseNote(note))).toBe(note);
    expect(verifier.toString()).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  });

  it('is verified by its own key only', () => {
    const mine = key('log');
    const note = parseNote(formatNote({ text, signatures: [mine.signature(text)] }));
    expect(mine.verifier.signed(note)).toBe(true);
    expect(key('log').verifier.signed(note)).toBe(false);
    expect(VerifierKey.parse(mine.verifier.toString()).signed(note)).toBe(true);
  });

  it('may have several signatures, and is found signed by each of its signers', () => {
    const signers = [key('log'), key('other'), key('log')];
    const written = formatNote({ text, signatures: signers.map((one) => one.signature(text)) });
    const note = parseNote(written);
    expect(note.signatures.map(({ name }) => name)).toEqual(['log', 'other', 'log']);
    expect(signers.map((one) => one.verifier.signed(note))).toEqual([true, true, true]);
    expect(formatNote(note)).toBe(written);
  });

  it('is signed under name and hash together: the same hash under another name is somebody else', () => {
    const mine = key('log');
    const signature = mine.signature(text);
    const other = { name: 'other', blob: Buffer.concat([mine.verifier.id, Buffer.alloc(64)]) };
    expect(mine.verifier.signed({ text, signatures: [other, signature] })).toBe(true);
    expect(mine.verifier.signed({ text, signatures: [{ ...signature, name: 'other' }] })).toBe(false);
    expect(mine.verifier.signed({ text, signatures: [] })).toBe(false);
  });

  it('is not signed by half a signature', () => {
    const mine = key('log');
    const { name, blob } = mine.signature(text);
    expect(mine.verifier.signed({ text, signatures: [{ name, blob: blob.subarray(0, 36) }] })).toBe(false);
  });

  it('is not signed by a key that only cosigns, whatever it put under the text', () => {
    const witness = key('witness.example', ALGORITHM.cosignature);
    expect(witness.verifier.signed({ text, signatures: [witness.signature(text)] })).toBe(false);
  });

  it('takes the last blank line for the end of its text', () => {
    const blob = 'AAAAAAA='; // four bytes of hash and one more, the least that there is
    expect(parseNote(`one\n\ntwo\n\n— name ${blob}\n`)).toEqual({
      text: 'one\n\ntwo\n',
      signatures: [{ name: 'name', blob: Buffer.alloc(5) }],
    });
    expect(parseNote(`\n\n— name ${blob}\n`).text).toBe('\n');
  });

  it.each(['', 'text\n', '— name AAAAAAA=\n', 'text\n— name AAAAAAA=\n', 'text\n\n— name AAAAAAA=', 'text\n\n— name AAAAAAA=x'])(
    'is not %j',
    (bad) => expect(() => parseNote(bad)).toThrow(new NoteError('this is no signed note')),
  );
  it.each([
    'no dash',
    '- name AAAAAAA=',
    'x— name AAAAAAA=',
    '— name',
    '— name ',
    '—  AAAAAAA=',
    '— na+me AAAAAAA=',
    '— na\tme AAAAAAA=',
    '— name  AAAAAAA=',
    '— name AAAAAAA= more',
    '— name AAAAAAA= ',
    '— name notbase64!',
    '— name AAAAAA==', // four bytes: the hash alone
    '— name AAAAAAB=', // bits after the last byte
    '— name AAAAAAA', // without its padding
  ])('has no signature line %j', (bad) => {
    expect(() => parseNote(`text\n\n${bad}\n`)).toThrow(new NoteError('a signature line of the note is malformed'));
    expect(() => parseNote(`text\n\n— name AAAAAAA=\n${bad}\n`)).toThrow(new NoteError('a signature line of the note is malformed'));
  });
});

describe('a key', () => {
  const line = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

  it('is read from a line of a file, and with either algorithm', () => {
    expect(VerifierKey.parse(` ${line}\n`).name).toBe('PeterNeumann');
    for (const algorithm of [ALGORITHM.ed25519, ALGORITHM.cosignature]) {
      const { verifier } = key('some.example', algorithm);
      expect(VerifierKey.parse(verifier.toString())).toMatchObject({ name: 'some.example', algorithm, raw: verifier.raw });
    }
  });

  it.each([
    '',
    'name',
    `a ${line}`,
    `${line} more`,
    line.replace('c74f20a3', 'C74F20A3'),
    line.replace('+c74f20a3', ''),
    'name+00000000+Ag==', // an algorithm that is not known
    line.replace('+ARpc', '+Axpc'),
  ])('is not %j', (bad) => expect(() => VerifierKey.parse(bad)).toThrow(new NoteError('this is no key: name+hash+key is wanted')));

  it('is not a line with a letter that is wrong', () =>
    expect(() => VerifierKey.parse(line.replace('a3+', 'a4+'))).toThrow(
      new NoteError('the hash of the key is not its own: a letter may be wrong'),
    ));

  it.each([
    ['', 32],
    ['two words', 32],
    ['a+b', 32],
    [' a', 32],
    ['a ', 32],
    ['a', 31],
    ['a', 33],
  ])('has no name %j with %d bytes', (name, bytes) =>
    expect(() => VerifierKey.of(name, ALGORITHM.ed25519, Buffer.alloc(bytes))).toThrow(
      new NoteError('a key has a name without spaces or plus signs, and 32 bytes'),
    ),
  );

  it('signs with Ed25519 and nothing else', () => {
    const pem = generateKeyPairSync('x25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    expect(() => SigningKey.fromPem('log', ALGORITHM.ed25519, pem)).toThrow(new NoteError('the key is not an Ed25519 key'));
  });
});
