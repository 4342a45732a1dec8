// What a React project makes of exports: `node react.mjs`, with a JSON object of folders (each an object of files by their paths) on standard
// input. Compiles all of them under strict, as one project, renders each page as a server would, and prints for each folder what the compiler
// says and the pages' HTML.
import { mkdtempSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import ts from 'typescript';

const folders = JSON.parse(await text(process.stdin));
const root = realpathSync(mkdtempSync(join(tmpdir(), 'react-export-')));
try {
  symlinkSync(fileURLToPath(new URL('node_modules', import.meta.url)), join(root, 'node_modules'));
  const sources = [];
  for (const [name, files] of Object.entries(folders)) {
    for (const [path, content] of Object.entries(files)) {
      write(join(root, name, path), content);
      if (/\.tsx?$/.test(path)) {
        sources.push(join(root, name, path));
      } else if (path.endsWith('.css')) {
        // Compiled code imports what a bundler would take.
        write(join(root, 'out', name, path), '');
      }
    }
  }

  const program = ts.createProgram(sources, {
    strict: true,
    noUnusedLocals: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    jsx: ts.JsxEmit.ReactJSX,
    esModuleInterop: true,
    skipLibCheck: true,
    types: [],
    rootDir: root,
    outDir: join(root, 'out'),
  });
  const compiler = ts.getPreEmitDiagnostics(program).map((one) => {
    const at = one.file?.getLineAndCharacterOfPosition(one.start);
    const line = one.file?.text.split('\n')[at.line];
    return {
      // What is about no file is about all of them.
      folder: one.file && relative(root, one.file.fileName).split(sep)[0],
      text: `${one.file && basename(one.file.fileName)}: ${ts.flattenDiagnosticMessageText(one.messageText, ' ')} (${line?.trim().slice(0, 200)})`,
    };
  });
  program.emit();

  const require = createRequire(join(root, 'out', 'index.js'));
  require.extensions['.css'] = () => {};
  const answer = {};
  for (const [name, files] of Object.entries(folders)) {
    const warnings = [];
    console.error = (...words) => warnings.push(words.join(' ').slice(0, 300));
    const pages = {};
    for (const path of Object.keys(files).filter((path) => path.startsWith('pages/'))) {
      const made = require(`./${name}/${path.replace(/\.tsx$/, '.js')}`);
      const page = Object.entries(made).find(([, one]) => typeof one === 'function')[1];
      pages[basename(path, '.tsx')] = renderToStaticMarkup(createElement(page));
    }
    answer[name] = {
      compiler: compiler.filter(({ folder }) => !folder || folder === name).map((one) => one.text),
      warnings,
      pages,
    };
  }
  console.log(JSON.stringify(answer));
} finally {
  rmSync(root, { recursive: true });
}

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
