export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The seconds from then to now. */
export const since = (start: Date): string => seconds(Date.now() - start.getTime());
