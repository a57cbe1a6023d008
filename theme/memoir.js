// What the copy button of a Python block copies: a program that runs as it is, hidden lines included,
// with the blocks that it continues in front. Outputs stand in it as the comments that they are.

(() => {
    const blocks = Array.from(document.querySelectorAll(".memoir"));

    // The Python of one block. At the prompt, what was typed: without prompts and outputs.
    function python(block) {
        const code = block.querySelector("code");
        if (!code.classList.contains("language-pycon")) return code.textContent;
        const typed = code.textContent.split("\n").filter((line) => /^(>>>|\.\.\.)( |$)/.test(line));
        return typed.map((line) => line.slice(4) + "\n").join("");
    }

    function program(block) {
        let first = blocks.indexOf(block);
        const parts = [python(block)];
        while ("continues" in blocks[first].dataset && first > 0) {
            first -= 1;
            // What is not run is no part of the program.
            if (!blocks[first].classList.contains("memoir-not-run")) parts.unshift(python(blocks[first]));
        }
        return parts.join("\n");
    }

    // mdBook asks this function for the text.
    const text = window.playground_text;
    window.playground_text = (element, hidden) => {
        const block = element.closest(".memoir");
        return block ? program(block) : text(element, hidden);
    };
})();
