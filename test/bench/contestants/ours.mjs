import { appendFor } from '../lib/append-loop.mjs';
import { newEvent } from '../lib/events.mjs';
import { openStore } from '../lib/store.mjs';

/** The product's store as the application wires it: checks the expected revision, hashes each event, answers repeated ids. */
let opened;
let store;

/** @param {{ appUrl: string, projectorUrl: string }} urls */
export const open = async (urls) => {
  opened = openStore(urls);
  ({ store } = opened);
};
export const close = () => opened.close();

const append = (stream, expectedRevision, count) =>
  store.append({ stream, expectedRevision, events: Array.from({ length: count }, (_, index) => newEvent(index)) });

export const appends = (round) => appendFor(append, round);
