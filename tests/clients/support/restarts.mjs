// How a client gets over the end of its server; `restart` of a driver.
import assert from 'node:assert/strict';
import { found } from './steps.mjs';

// Its session is gone, and it is told so: a new one is needed.
export const withNewSession = (isLost) => async (world, client, open) => {
  await world.restart();
  await assert.rejects(client.call('get_session_status', {}), isLost);
  await client.close();
  return open(world);
};

// There is no session, or the client gets itself a new one: it just goes on.
export async function withSameClient(world, client) {
  await world.restart();
  await found(client.call('get_session_status', {}));
  return client;
}

// The server is the client's own child. It dies the hard way; the client notices, and a new one starts a new server.
export async function withNewProcess(world, client, open) {
  process.kill(client.pid(), 'SIGKILL');
  await client.ended;
  await assert.rejects(client.call('get_session_status', {}));
  return open(world);
}
