/** Takes out what a provider would obey instead of draw: stable-diffusion.cpp reads JSON with its own settings from
 *  `<sd_cpp_extra_args>` inside a prompt. Nothing of it is left, however it is nested, broken or written. */
export function cleanPrompt(prompt: string): string {
  let text = prompt
  for (let before = ''; before !== text;) {
    before = text
    text = text.replace(wholeBlock, '')
    // Only when no block is left: what stands between two tags goes with them.
    if (text === before) text = text.replace(looseTag, '')
  }
  return text.trim()
}

const wholeBlock = /<\s*sd_cpp_extra_args\s*>(?:(?!<\s*sd_cpp_extra_args\s*>)[\s\S])*?<\s*\/\s*sd_cpp_extra_args\s*>/gi

const looseTag = /<[\s/]*sd_cpp_extra_args[^>]*>?/gi
