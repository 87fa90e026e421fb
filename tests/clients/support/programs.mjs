// The programs that clients start: the server itself for stdio, and clients that are programs.
import { fileURLToPath } from 'node:url';
import { secrets, voygen } from '../../e2e/support/world.mjs';

export const serverProgram = (world) => ({ command: voygen, args: ['stdio', '--config', world.configFile], env: { ...process.env, ...secrets }, stderr: 'ignore' });

// A file of an installed package, to be run with the Node that runs the tests.
export const packaged = (path) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));
