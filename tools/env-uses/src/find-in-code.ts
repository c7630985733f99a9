import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { listFiles } from './find-files.ts';
import { readerOf, type Use } from './use.ts';

const isCode = (file: string): boolean => /\.[cm]?[jt]sx?$/.test(file) && !/\.d\.ts$/.test(file);
/** Specs set what they like in the environments that they make up. */
const isSpec = (file: string): boolean => /\.spec(\.support)?\.tsx?$/.test(file);

/**
 * Every read and write of a variable in the code of one project. Types decide, not names: an environment is what has
 * the type of `process.env` or of what env-contract's readEnvironment gives, wherever it was handed to.
 */
export function findInCode(root: string, project: string): Use[] {
  const files = listFiles(root, project).filter((file) => isCode(file) && !isSpec(file));
  const options = optionsOf(root, project);
  const host = { ...ts.createCompilerHost(options), getSourceFile: readSource };
  const program = ts.createProgram({ rootNames: files.map((file) => join(root, file)), options, host });
  const checker = program.getTypeChecker();
  return files.flatMap((file) => {
    const source = program.getSourceFile(join(root, file));
    return source ? findInFile(source, checker, root) : [];
  });
}

/** Read once for all projects: most of what a project imports, others import too. */
function readSource(
  path: string,
  languageVersion: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile | undefined {
  const key = `${JSON.stringify(languageVersion)} ${path}`;
  if (!sources.has(key)) {
    const text = ts.sys.readFile(path);
    sources.set(key, text === undefined ? undefined : ts.createSourceFile(path, text, languageVersion, true));
  }
  return sources.get(key);
}

const sources = new Map<string, ts.SourceFile | undefined>();

function optionsOf(root: string, project: string): ts.CompilerOptions {
  const path = join(root, project, 'tsconfig.json');
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const own = existsSync(path) ? ts.getParsedCommandLineOfConfigFile(path, {}, host)?.options : undefined;
  return {
    ...own,
    // `process.env` has its type from there, in plain JavaScript too.
    types: [...(own?.types ?? []), 'node'],
    typeRoots: [join(root, 'node_modules/@types')],
    allowJs: true,
    checkJs: false,
    noEmit: true,
    skipLibCheck: true,
  };
}

function findInFile(source: ts.SourceFile, checker: ts.TypeChecker, root: string): Use[] {
  const file = relative(root, source.fileName);
  const by = readerOf(file);
  const found: Use[] = [];
  const note = (name: string, node: ts.Node): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ name, file, line: line + 1, ...(by ? { by } : {}) });
  };
  const isEnvironment = (node: ts.Node): boolean => hasEnvironmentType(checker.getTypeAtLocation(node));
  // Types cost time, and few properties are called like variables.
  const mayBeVariable = ({ expression, name }: ts.PropertyAccessExpression): boolean =>
    /^[A-Z\d_]+$|_/.test(name.text) || /env/i.test(expression.getText(source));

  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && mayBeVariable(node) && isEnvironment(node.expression))
      note(node.name.text, node.name);
    if (ts.isElementAccessExpression(node) && isEnvironment(node.expression)) {
      const key = checker.getTypeAtLocation(node.argumentExpression);
      if (key.isStringLiteral()) note(key.value, node.argumentExpression);
    }
    if (ts.isObjectBindingPattern(node) && isEnvironment(node)) {
      for (const { dotDotDotToken, propertyName, name } of node.elements) {
        const key = propertyName ?? name;
        if (!dotDotDotToken && (ts.isIdentifier(key) || ts.isStringLiteral(key))) note(key.text, key);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function hasEnvironmentType(type: ts.Type): boolean {
  if (type.aliasSymbol?.name === 'Environment') return isOurs(type.aliasSymbol);
  if (type.isUnion()) return type.types.some(hasEnvironmentType);
  return type.symbol?.name === 'ProcessEnv';
}

const isOurs = (symbol: ts.Symbol): boolean =>
  (symbol.declarations ?? []).some((declaration) =>
    declaration.getSourceFile().fileName.includes('env-contract'),
  );
