import { readGuide } from './guide/read-guide.ts';

const guide = `
# Guide

## First

Do this:

\`\`\`sh
one
two
\`\`\`

<!-- not executed: needs a person -->

\`\`\`sh
three
\`\`\`

### Deeper

<!-- until stopped -->

\`\`\`sh
four
\`\`\`

\`\`\`sh
five
\`\`\`

\`\`\`yaml
no: command
\`\`\`

## Empty

Nothing to do.
`;

it('finds the commands of each section, and what keeps a test from executing them', () => {
  expect(readGuide(guide)).toEqual([
    {
      name: 'First',
      blocks: [
        { commands: 'one\ntwo' },
        { commands: 'three', notExecuted: 'needs a person' },
        { commands: 'four', endless: true },
        { commands: 'five' },
      ],
    },
  ]);
});

it('executes what has a mark that nobody knows', () => {
  expect(readGuide('## A\n\n<!-- not executed -->\n\n```sh\none\n```\n')[0]?.blocks).toEqual([
    { commands: 'one' },
  ]);
});
