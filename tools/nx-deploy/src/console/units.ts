export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
