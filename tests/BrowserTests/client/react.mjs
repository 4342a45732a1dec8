// What a React project makes of an export: `node react.mjs`, with a JSON object of folders (each an object of files by their paths) on standard
// input. Compiles each under strict, renders each page as a server would, and prints for each folder what the compiler says and the pages' HTML.
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import ts from 'typescript';

const packages = fileURLToPath(new URL('node_modules', import.meta.url));
const options = {
  strict: true,
  noUnusedLocals: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  jsx: ts.JsxEmit.ReactJSX,
  esModuleInterop: true,
  skipLibCheck: true,
  types: [],
};

// The types of the standard library and of React are read once for all folders.
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

const folders = JSON.parse(await text(process.stdin));
const answer = {};
for (const [name, files] of Object.entries(folders)) {
  const folder = mkdtempSync(join(tmpdir(), 'react-export-'));
  try {
    symlinkSync(packages, join(folder, 'node_modules'));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const sources = Object.keys(files).filter((path) => /\.tsx?$/.test(path)).map((path) => join(folder, path));
    const program = ts.createProgram(sources, { ...options, outDir: join(folder, 'out') }, host);
    const compiler = ts.getPreEmitDiagnostics(program).map((one) => {
      const at = one.file?.getLineAndCharacterOfPosition(one.start);
      const line = one.file?.text.split('\n')[at.line];
      return `${one.file && basename(one.file.fileName)}: ${ts.flattenDiagnosticMessageText(one.messageText, ' ')} (${line?.trim().slice(0, 200)})`;
    });
    program.emit();
    symlinkSync(packages, join(folder, 'out', 'node_modules'));
    const require = createRequire(join(folder, 'out', 'index.js'));
    require.extensions['.css'] = () => {};
    for (const path of Object.keys(files).filter((path) => path.endsWith('.css'))) {
      mkdirSync(dirname(join(folder, 'out', path)), { recursive: true });
      writeFileSync(join(folder, 'out', path), '');
    }
    const warnings = [];
    console.error = (...words) => warnings.push(words.join(' ').slice(0, 300));
    const pages = {};
    for (const path of Object.keys(files).filter((path) => path.startsWith('pages/'))) {
      const made = require(`./${path.replace(/\.tsx$/, '.js')}`);
      const page = Object.entries(made).find(([, one]) => typeof one === 'function')[1];
      pages[basename(path, '.tsx')] = renderToStaticMarkup(createElement(page));
    }
    answer[name] = { compiler, warnings, pages };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
console.log(JSON.stringify(answer));
