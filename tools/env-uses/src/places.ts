import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Where each property of a constant object is written: FILE:LINE by name. */
export function placesIn(root: string, file: string, constant: string): Record<string, string> {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const places: Record<string, string> = {};
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === constant && node.initializer) {
      const value = ts.isAsExpression(node.initializer) ? node.initializer.expression : node.initializer;
      for (const property of ts.isObjectLiteralExpression(value) ? value.properties : []) {
        const { line } = source.getLineAndCharacterOfPosition(property.getStart());
        if (property.name) places[property.name.getText()] = `${file}:${line + 1}`;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return places;
}
