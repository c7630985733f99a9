export { prepareCluster, serverCommand } from './cluster.js';
export { untilReady, urlOf } from './connection.js';
export { freePort } from './free-port.js';
export { stopStray } from './stray.js';
export { startThrowaway } from './throwaway.js';
