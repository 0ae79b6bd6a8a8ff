import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { convertToCommandError } from '@kurrent/kurrentdb-client';
import { meaningOf, StoreUnavailable, within } from '#libs/event-store';
import { detailedConflict, legacyConflict } from '../support/kurrentdb-stand-in/messages.js';

const asThrown = (shape: Partial<ServiceError>): Error => Object.assign(new Error(shape.details), shape);
const withTrailer = (code: status, trailers: Record<string, string> = {}): Error => {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return asThrown({ code, details: 'x', metadata });
};

describe('errors of the KurrentDB client', () => {
  it.each([
    ['a conflict in the older trailers', asThrown(legacyConflict('s', 3n, 5n)), 'conflict'],
    ['a conflict in the older trailers, of a stream that is not there', asThrown(legacyConflict('s', 3n, -1n)), 'conflict'],
    ['a conflict in typed status details', asThrown(detailedConflict('s', 3n, 5n)), 'conflict'],
    ['the client’s class for either', convertToCommandError(asThrown(detailedConflict('s', -1n, 5n))), 'conflict'],
    ['a missing stream', withTrailer(status.NOT_FOUND, { exception: 'stream-not-found', 'stream-name': 's' }), 'missing'],
    [
      'an append that is too large',
      withTrailer(status.INVALID_ARGUMENT, { exception: 'maximum-append-size-exceeded', 'maximum-append-size': '9' }),
      'refused',
    ],
    ['a deleted stream', withTrailer(status.FAILED_PRECONDITION, { exception: 'stream-deleted', 'stream-name': 's' }), 'refused'],
    [
      'no leader',
      withTrailer(status.NOT_FOUND, { exception: 'not-leader', 'leader-endpoint-host': 'h', 'leader-endpoint-port': '1' }),
      'unavailable',
    ],
    ['a refused login', withTrailer(status.UNAUTHENTICATED), 'unavailable'],
    ['a refused right', withTrailer(status.PERMISSION_DENIED, { exception: 'access-denied' }), 'unavailable'],
    ['a server that is not there', withTrailer(status.UNAVAILABLE), 'unavailable'],
    ['a deadline', withTrailer(status.DEADLINE_EXCEEDED), 'unavailable'],
    ['a call that the server cancelled', withTrailer(status.CANCELLED), 'unavailable'],
    ['a server that is full', withTrailer(status.RESOURCE_EXHAUSTED), 'unavailable'],
    ['what the client has no class for', convertToCommandError(withTrailer(status.OUT_OF_RANGE)), 'unavailable'],
    ['a cluster without a node', new Error('Failed to discover after 10 attempts.'), 'unavailable'],
    ['trailers without what they should hold', withTrailer(status.FAILED_PRECONDITION, { exception: 'wrong-expected-version' }), 'fault'],
    ['a fault of ours', new TypeError('undefined is not a function'), 'fault'],
    ['nonsense', 'text', 'fault'],
    ['nothing', undefined, 'fault'],
  ])('reads %s', (_, error, meaning) => expect(meaningOf(error)).toBe(meaning));

  it('waits no longer than it says, and gives other faults on as they are', async () => {
    await expect(within(20, new Promise(() => undefined))).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(within(20, Promise.reject(new TypeError('ours')))).rejects.toBeInstanceOf(TypeError);
    await expect(within(20, Promise.reject(withTrailer(status.UNAUTHENTICATED)))).rejects.toThrow(
      'KurrentDB refuses the login in KURRENTDB_URL',
    );
    expect(await within(20, Promise.resolve(1))).toBe(1);
  });
});
