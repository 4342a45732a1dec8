// What a client makes of the API's document: `node check.mjs SCRIPT ROOT FOLDER...`, each folder with its openapi.json. Lints it, generates types
// and a program that calls every operation, and compiles both under strict, with the script of a page that uses the client. Prints what it saw for
// each folder as JSON; findings are for the test to judge.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConfig, lint } from '@redocly/openapi-core';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const options = {
  strict: true,
  noEmit: true,
  allowJs: true,
  checkJs: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  skipLibCheck: true,
  types: [],
  // The program stands in a folder of its own, away from the packages.
  paths: { '*': [fileURLToPath(new URL('node_modules/*', import.meta.url))] },
};

// The types of the standard library are read once.
const host = ts.createCompilerHost(options);
const read = new Map();
const getSourceFile = host.getSourceFile;
host.getSourceFile = (file, ...rest) => {
  if (!file.includes('node_modules')) {
    return getSourceFile(file, ...rest);
  }
  if (!read.has(file)) {
    read.set(file, getSourceFile(file, ...rest));
  }
  return read.get(file);
};

const [script, root, ...names] = process.argv.slice(2);
let document;
const seen = {};
for (const name of names) {
  seen[name] = await check(join(root, name));
}
console.log(JSON.stringify(seen));

async function check(folder) {
  const file = join(folder, 'openapi.json');
  document = JSON.parse(readFileSync(file, 'utf8'));
  const problems = await lint({ ref: file, config: await createConfig({ extends: ['recommended'] }) });
  const types = join(folder, 'api.d.ts');
  writeFileSync(types, astToString(await openapiTS(document)));
  const program = join(folder, 'program.ts');
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  writeFileSync(program, programOf(operations));
  // Beside the types, which it imports.
  const page = join(folder, basename(script));
  copyFileSync(script, page);
  return {
    operations: operations.length,
    lint: problems.filter((one) => one.severity === 'error').map((one) => `${one.ruleId} ${one.location[0]?.pointer}: ${one.message}`),
    warnings: problems.filter((one) => one.severity === 'warn').length,
    compiler: compile([types, program, page]),
  };
}

function compile(files) {
  const made = ts.createProgram(files, options, host);
  return ts.getPreEmitDiagnostics(made).map((one) => {
    const at = one.file?.getLineAndCharacterOfPosition(one.start);
    const line = one.file?.text.split('\n')[at.line];
    return `${ts.flattenDiagnosticMessageText(one.messageText, ' ')} (${line?.trim().slice(0, 200)})`;
  });
}

// Every operation with all of its parameters and its example; where If-Match is needed, a call without it must not compile.
function programOf(operations) {
  const calls = operations.flatMap(({ path, method, operation }) => {
    const parameters = operation.parameters ?? [];
    const body = bodyOf(operation);
    const call = (given) =>
      `await client.${method.toUpperCase()}(${JSON.stringify(path)}, ${optionsOf(given, body, operation)});`;
    // Who leaves it out is answered 428.
    const needed = operation.responses['428'] ? parameters.filter((one) => one.name === 'If-Match') : [];
    return [
      `  const ${operation.operationId} = ${call(parameters)}`,
      ...resultOf(operation),
      ...needed.map((header) => `  // @ts-expect-error ${header.name} is required\n  ${call(parameters.filter((one) => one !== header))}`),
    ];
  });
  return `import createClient from 'openapi-fetch';
import type { components, paths } from './api';

const client = createClient<paths>({ baseUrl: 'http://localhost', headers: { Authorization: 'Bearer token' } });

export async function callEverything() {
${calls.join('\n')}
}
`;
}

function optionsOf(parameters, body, operation) {
  const groups = Object.groupBy
    ? Object.groupBy(parameters, (one) => one.in)
    : parameters.reduce((all, one) => ({ ...all, [one.in]: [...(all[one.in] ?? []), one] }), {});
  const params = Object.fromEntries(
    Object.entries(groups).map(([place, list]) => [place, Object.fromEntries(list.map((one) => [one.name, sample(one.schema)]))]),
  );
  const options = [`params: ${JSON.stringify(params)}`];
  if (body !== undefined) {
    options.push(`body: ${JSON.stringify(body)}`);
  }
  if (!Object.keys(contentOf(operation)).includes('application/json')) {
    options.push(`parseAs: 'text'`);
  }
  return `{ ${options.join(', ')} }`;
}

// A client that reads the answer gets the schema that the document names, and may not take an error for it.
function resultOf(operation) {
  const content = contentOf(operation);
  const schema = content['application/json']?.schema?.$ref?.split('/').at(-1);
  return schema && Object.keys(content).length === 1
    ? [`  if (${operation.operationId}.data) { const read: components['schemas']['${schema}'] = ${operation.operationId}.data; void read; }`]
    : [];
}

function contentOf(operation) {
  const success = Object.keys(operation.responses).find((status) => status[0] === '2');
  return operation.responses[success]?.content ?? {};
}

function bodyOf(operation) {
  const content = Object.values(operation.requestBody?.content ?? {})[0];
  return content && (content.example ?? sample(content.schema));
}

function sample(schema) {
  if (schema.$ref) {
    return sample(schema.$ref.split('/').slice(1).reduce((at, name) => at[name], document));
  }
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice) {
    return sample(choice.find((one) => one.type !== 'null'));
  }
  if (schema.enum) {
    return schema.enum[0];
  }
  const type = [schema.type].flat().find((one) => one !== 'null');
  switch (type) {
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'array':
      return [sample(schema.items)];
    case 'object':
      return schema.properties
        ? Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, sample(one)]))
        : { anything: sample(Object.keys(schema.additionalProperties ?? {}).length ? schema.additionalProperties : { type: 'string' }) };
    default:
      return 'text';
  }
}
