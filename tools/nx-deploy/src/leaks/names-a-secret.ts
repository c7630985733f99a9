const secretName = String.raw`(?:pass(?:word|wd|phrase)?|secret|token|credentials?|api[_-]?key|access[_-]?key|[_-]key|auth)`;

/** A part of a pattern: the whole name of something that people call as secrets are called. */
export const secretNamePattern = String.raw`[\w.-]*${secretName}[\w.-]*`;

const wholeName = new RegExp(`^(?:${secretNamePattern}|key)$`, 'i');

/** Whether a variable, label or flag is called as secrets are called. */
export const namesASecret = (name: string): boolean => wholeName.test(name);
