// Draws the page's Mermaid diagrams in the colours of the reader's theme, and again when it changes.
// Loaded, after mermaid.min.js, only on pages that have a diagram.

(() => {
    const root = document.documentElement;
    const diagrams = Array.from(document.querySelectorAll("pre.mermaid"));
    const sources = diagrams.map((diagram) => diagram.textContent);
    const isDark = () => ["ayu", "coal", "navy"].some((name) => root.classList.contains(name));

    let drawnDark = null;
    async function draw() {
        if (drawnDark === isDark()) return;
        drawnDark = isDark();
        mermaid.initialize({ startOnLoad: false, theme: drawnDark ? "dark" : "neutral" });
        diagrams.forEach((diagram, index) => {
            diagram.removeAttribute("data-processed");
            diagram.textContent = sources[index];
        });
        await mermaid.run({ nodes: diagrams });
    }

    new MutationObserver(draw).observe(root, { attributes: true, attributeFilter: ["class"] });
    draw();
})();
