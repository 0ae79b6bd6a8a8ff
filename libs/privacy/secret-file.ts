import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Created exclusively and flushed: a keyring that is lost in a crash after data was sealed with it would lose the data. */
export const createFile = (filePath: string, text: string): void => {
  mkdirSync(path.dirname(filePath), { recursive: true });
  writeFlushed(filePath, text, 'wx');
  flushFolder(path.dirname(filePath));
};

/**
 * Replaced whole or not at all, and durable when it returns. What stood there is overwritten where it lay before it is let go, as far as a program can
 * do that: a journalling file system, a copy-on-write one or a flash disk may keep a copy, which is why the disk of the keyring should be encrypted.
 */
export const replaceFile = (filePath: string, text: string): void => {
  const fresh = `${filePath}.new`;
  rmSync(fresh, { force: true }); // left by a crash
  writeFlushed(fresh, text, 'wx');
  const old = openSync(filePath, 'r+');
  try {
    renameSync(fresh, filePath);
    flushFolder(path.dirname(filePath));
    const { size } = fstatSync(old);
    writeSync(old, Buffer.alloc(size), 0, size, 0);
    fsyncSync(old);
  } finally {
    closeSync(old);
  }
};

const writeFlushed = (filePath: string, text: string, flag: string): void => {
  const handle = openSync(filePath, flag, 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** A new name in a folder is durable only when the folder is. Windows has no such thing. */
export const flushFolder = (folder: string): void => {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
