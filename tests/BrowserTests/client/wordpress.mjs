// What WordPress's own parser sees in the content of posts: `node wordpress.mjs`, with a JSON object of contents by name on standard input. Prints
// for each the blocks that it found by their names, and what is wrong with their structure.
import { text } from 'node:stream/consumers';
import { parse } from '@wordpress/block-serialization-default-parser';

const parents = { 'core/list-item': 'core/list', 'core/button': 'core/buttons' };

const answer = {};
for (const [name, content] of Object.entries(JSON.parse(await text(process.stdin)))) {
  const blocks = {};
  const problems = [];
  const walk = (list, parent) => {
    for (const block of list) {
      if (block.blockName === null) {
        if (block.innerHTML.trim() !== '') {
          problems.push(`text outside of any block: ${block.innerHTML.slice(0, 200)}`);
        }
        continue;
      }
      blocks[block.blockName] = (blocks[block.blockName] ?? 0) + 1;
      if (block.blockName in parents && parents[block.blockName] !== parent) {
        problems.push(`${block.blockName} in ${parent}`);
      }
      // Between the blocks in it there is nothing but its own elements' beginning and end.
      for (const between of block.innerContent.slice(1, -1)) {
        if (between !== null && between.trim() !== '') {
          problems.push(`between blocks in ${block.blockName}: ${between.slice(0, 200)}`);
        }
      }
      walk(block.innerBlocks, block.blockName);
    }
  };
  walk(parse(content), null);
  answer[name] = { blocks, problems };
}
console.log(JSON.stringify(answer));
