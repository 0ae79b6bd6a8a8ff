/** Pages after a position until the signal: the product's catch-up subscription. */
export async function* follow(store, after, signal) {
  while (!signal.aborted) {
    const { events, next } = await store.readAll(after, 500);
    if (next === after) await store.waitForAppend(250, signal);
    else yield { events, from: after, next };
    after = next;
  }
}
