/** The header in which src/proxy.ts tells the pages which path was asked for. */
export const requestPathHeader = 'x-habit-request-path';
