import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';

/** What a text holds, without the text. */
export interface Hit {
  rule: string;
  start: number;
  length: number;
}

// An image must not be able to excuse itself, so comments that switch secretlint off do not count.
const scanners = rules
  .filter(({ meta }) => !meta.id.endsWith('/secretlint-rule-filter-comments'))
  .map((rule) => ({ id: rule.meta.id, rule }));

export async function findByRules(text: string): Promise<Hit[]> {
  const { messages } = await lintSource({
    source: { filePath: 'image.txt', content: text, contentType: 'text', ext: '.txt' },
    options: { config: { rules: scanners }, noPhysicFilePath: true, maskSecrets: true },
  });
  return messages.map(({ ruleId, messageId, range }) => ({
    rule: `${ruleId.replace(/^@secretlint\/secretlint-rule-/, '')} (${messageId})`,
    start: range[0],
    length: range[1] - range[0],
  }));
}
