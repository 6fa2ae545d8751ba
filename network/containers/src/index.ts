/** What the one-shot containers of docker-compose.yaml do: make a network's files, then open its channel. */
export { makeFiles, type MakeOptions } from './make.js';
export { openChannel } from './open.js';
export { containerNetwork, readFacts, type ContainerFacts } from './network.js';
