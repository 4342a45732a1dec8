// Draws a form from a JSON Schema alone, with react-jsonschema-form: `node forms.mjs`, with a JSON array of { kind, schema, props } on standard
// input. Prints for each what was drawn, what the form's own validator says of it, and what the form would submit.
import { text } from 'node:stream/consumers';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import rjsf from '@rjsf/core';
import { customizeValidator } from '@rjsf/validator-ajv8';
import Ajv2020 from 'ajv/dist/2020.js';

const Form = rjsf.default ?? rjsf;
// The formats that say which editor a value has; what they hold is for other keywords to say.
const formats = ['multiline', 'markdown', 'markdown-inline', 'link', 'image', 'file', 'fact', 'icon', 'goal', 'item-id', 'html', 'css'];
const validator = customizeValidator({
  AjvClass: Ajv2020.default ?? Ajv2020,
  customFormats: Object.fromEntries(formats.map((format) => [format, () => true])),
});

let drawn;
class Drawn extends Form {
  constructor(props) {
    super(props);
    drawn = this;
  }
}

const seen = JSON.parse(await text(process.stdin)).map(({ kind, schema, props }) => {
  const html = renderToString(createElement(Drawn, { schema, formData: props, validator, idPrefix: kind }));
  const submitted = drawn.state.formData;
  return {
    kind,
    fields: (html.match(/<(?:input|select|textarea)\b/g) ?? []).length,
    unsupported: (html.match(/unsupported-field/g) ?? []).length,
    errors: drawn.validate(submitted, schema).errors.map((error) => error.stack),
    submitted,
  };
});
console.log(JSON.stringify(seen));
