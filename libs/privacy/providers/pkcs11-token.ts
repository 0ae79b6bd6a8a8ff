import { KeyringError } from '../wrapping-keys.js';
import type { Handle, Library, Pkcs11 } from './pkcs11-api.js';

export interface TokenOptions {
  /** Path of the token's library, such as /usr/lib/softhsm/libsofthsm2.so. */
  readonly library: string;
  /** The token's label. */
  readonly token: string;
  readonly pin: string;
}

/** A token that is logged in to. */
export interface OpenToken {
  readonly constants: Library;
  /** One operation in the session. @throws KeyringError when the token fails */
  run<T>(work: (pkcs11: Pkcs11, session: Handle) => T): T;
  close(): void;
}

/** @throws KeyringError with what the operator should do; never with the PIN in it */
export const openToken = async ({ library, token, pin }: TokenOptions): Promise<OpenToken> => {
  const constants = await load();
  const pkcs11 = new constants.PKCS11();
  const run = <T>(step: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof KeyringError) throw error;
      throw new KeyringError(`${step} (${(error as Error).message.split('\n')[0]}).`, { cause: error });
    }
  };
  run(`The library ${library} of PKCS11_LIBRARY cannot be loaded. See that it is installed and can be read`, () => pkcs11.load(library));
  run(`The library ${library} does not start. See its own configuration and log`, () => initialise(pkcs11));
  try {
    const slot = run(`The library ${library} cannot say which tokens there are`, () => findSlot(pkcs11, token));
    const session = run(`The token ${token} opens no session`, () =>
      pkcs11.C_OpenSession(slot, constants.CKF_SERIAL_SESSION | constants.CKF_RW_SESSION),
    );
    run(
      `The token ${token} refuses the login. See that PKCS11_PIN or PKCS11_PIN_FILE holds the user's PIN; a token locks after a few wrong ones`,
      () => login(pkcs11, session, pin, constants),
    );
    return {
      constants,
      run: (work) => run(`The token ${token} could not do it. See that it is connected and in order`, () => work(pkcs11, session)),
      close: () => {
        pkcs11.C_CloseSession(session);
        pkcs11.close();
      },
    };
  } catch (error) {
    pkcs11.close();
    throw error;
  }
};

const PACKAGE = 'pkcs11js';

/** An optional package with a part in C++: whoever uses a token builds it once. */
const load = async (): Promise<Library> => {
  try {
    const found = (await import(PACKAGE)) as Library & { default?: Library };
    return found.default ?? found;
  } catch (error) {
    throw new KeyringError(
      'KEYRING_PROVIDER is pkcs11, but the package pkcs11js is not built here. With a C++ compiler and Python installed, run: npm run keys:pkcs11',
      { cause: error },
    );
  }
};

const ALREADY = /CKR_CRYPTOKI_ALREADY_INITIALIZED|CKR_USER_ALREADY_LOGGED_IN/;

const initialise = (pkcs11: Pkcs11): void => {
  try {
    pkcs11.C_Initialize();
  } catch (error) {
    if (!ALREADY.test((error as Error).message)) throw error;
  }
};

const login = (pkcs11: Pkcs11, session: Handle, pin: string, { CKU_USER }: Library): void => {
  try {
    pkcs11.C_Login(session, CKU_USER, pin);
  } catch (error) {
    if (!ALREADY.test((error as Error).message)) throw error;
  }
};

const findSlot = (pkcs11: Pkcs11, token: string): Handle => {
  const labels: string[] = [];
  for (const slot of pkcs11.C_GetSlotList(true)) {
    const label = pkcs11.C_GetTokenInfo(slot).label.trim();
    if (label === token) return slot;
    if (label) labels.push(label);
  }
  throw new KeyringError(`There is no token called ${token}. Set PKCS11_TOKEN to one of: ${labels.join(', ') || '(none is connected)'}.`);
};
