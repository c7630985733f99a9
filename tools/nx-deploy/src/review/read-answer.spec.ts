import { readAnswer } from './read-answer.ts';

const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: shop}\n';

const read = (answer: string) => {
  const { objects, problems } = readAnswer(answer, 'answer.md');
  return {
    objects: objects.map(({ object, lineOf }) => `${object.kind} ${object.metadata.name}:${lineOf([])}`),
    problems: problems.map(({ line, wrong }) => `${line}: ${wrong}`),
  };
};

const around = (line: number): string =>
  `${line}: Markdown stands around the YAML; keep only what is between the fences.`;

it('takes plain YAML as it is', () => {
  expect(read(service)).toEqual({ objects: ['Service shop:1'], problems: [] });
});

it('reads what stands between fences, on its own lines, and says that they must go', () => {
  const answer = `Sure: here it is!\n\n~~~yml\n${service}~~~\nThen: \`kubectl apply\`.\n`;
  expect(read(answer)).toEqual({ objects: ['Service shop:4'], problems: [around(3)] });
});

it('reads several blocks, and leaves commands among them out', () => {
  const answer = `\`\`\`yaml\n${service}\`\`\`\nRun:\n\`\`\`bash\nkind: [delete cluster\n\`\`\`\n\`\`\`\n${service}\`\`\`\n`;
  expect(read(answer)).toEqual({ objects: ['Service shop:2', 'Service shop:11'], problems: [around(1)] });
});

it('reads lines that end as on Windows', () => {
  const answer = `\`\`\`yaml\n${service}\`\`\`\n`.replaceAll('\n', '\r\n');
  expect(read(answer)).toEqual({ objects: ['Service shop:2'], problems: [around(1)] });
});

it('says that an answer was cut off before its fence was closed', () => {
  expect(read(`\`\`\`yaml\n${service}`).problems).toEqual([
    around(1),
    '1: the answer ends before this fence is closed, so its end may be lost.',
  ]);
});

it.each([
  ['in the place of a value', 'image: {{ .Values.image }}'],
  ['in the middle of one', 'image: {{ .Values.image }}:latest'],
  ['around lines', '{{- if .Values.image }}\nimage: a\n{{- end }}'],
])('knows a template by its braces %s', (_, lines) => {
  expect(read(`${service}${lines}\n`).problems[0]).toMatch(/^4: it is a template: render it first/);
});

it('takes braces in a text for a part of it', () => {
  expect(read(`${service}metadata2: {note: "Hello {{ name }}"}\n`).problems).toEqual([]);
});

it('reads through the colours that a program puts into what it says', () => {
  const answer = `\n\n\u001b[32m${service.replace(/^(?=.)/gm, '    ')}\u001b[0m\n`;
  expect(read(answer)).toEqual({
    objects: ['Service shop:3'],
    problems: ['3: Colours of a terminal stand in the YAML; copy it without them.'],
  });
});
