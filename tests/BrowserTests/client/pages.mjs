// Judges HTML by the rules of the HTML standard: `node pages.mjs`, with the documents as a JSON object (name to HTML) on standard input.
// Prints what is wrong, one sentence each, as JSON.
import { text } from 'node:stream/consumers';
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document'],
});
const problems = [];
for (const [name, html] of Object.entries(JSON.parse(await text(process.stdin)))) {
  const report = await validator.validateString(html, `${name}.html`);
  for (const { messages } of report.results) {
    problems.push(...messages.map((one) => `${name}, line ${one.line}: ${one.message} (${one.ruleId}, ${one.selector})`));
  }
}
console.log(JSON.stringify(problems));
