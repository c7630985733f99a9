/** A parameter that was given more than once counts as its first. */
export const firstOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
