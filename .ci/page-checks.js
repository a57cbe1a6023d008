// Put into a page by .ci/browse: looks at the page as a reader's browser shows it, in each theme, and
// writes what is wrong with it into an element of its own, one finding a line.

(async () => {
    const findings = new Set();
    const report = (text) => findings.add(text.replace(/\s+/g, " ").trim());
    const short = (text) => JSON.stringify(text.trim().slice(0, 40));

    // Before the themes are changed, which no reader does while reading.
    const shift = window.pageShift ?? 0;
    const shifted = window.pageShifted;

    // A colour as red, green, blue (0 to 1) and opacity.
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const known = new Map();
    function rgba(colour) {
        if (!known.has(colour)) {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            known.set(colour, [r / 255, g / 255, b / 255, a / 255]);
        }
        return known.get(colour);
    }
    const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);

    // What is painted behind an element's text.
    function background(element) {
        const layers = [];
        if (element instanceof SVGElement) {
            const box = element.closest("g")?.querySelector(".hv-box");
            if (box) {
                const fill = getComputedStyle(box).fill;
                if (fill !== "none") layers.push(rgba(fill));
            }
        }
        for (let at = element; at; at = at.parentElement) {
            const layer = rgba(getComputedStyle(at).backgroundColor);
            if (layer[3] > 0) layers.push(layer);
            if (layer[3] === 1) break;
        }
        return layers.reverse().reduce((below, top) => over(top, below), [1, 1, 1, 1]);
    }
    function opacity(element) {
        let product = 1;
        for (let at = element; at; at = at.parentElement) product *= Number(getComputedStyle(at).opacity);
        return product;
    }
    function luminance(colour) {
        const [r, g, b] = colour.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }
    function contrast(element) {
        const style = getComputedStyle(element);
        const behind = background(element);
        const colour = rgba(element instanceof SVGElement ? style.fill : style.color);
        const text = over([...colour.slice(0, 3), colour[3] * opacity(element)], behind);
        const [light, dark] = [luminance(text), luminance(behind)].sort((a, b) => b - a);
        return (light + 0.05) / (dark + 0.05);
    }

    const main = document.querySelector("main") ?? document.body;
    const texts = Array.from(main.querySelectorAll("*")).filter((element) => {
        const own = Array.from(element.childNodes).some((n) => n.nodeType === 3 && n.data.trim());
        return own && !element.closest("script, style, pre.mermaid") && element.getClientRects().length > 0;
    });
    for (const theme of ["light", "rust", "coal", "navy", "ayu"]) {
        document.getElementById(`mdbook-theme-${theme}`)?.click();
        await new Promise((done) => setTimeout(done, 60));
        for (const element of texts) {
            const style = getComputedStyle(element);
            const size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            const ratio = contrast(element);
            if (ratio < (large ? 3 : 4.5)) {
                const what = element.className?.baseVal ?? element.className;
                report(`${theme}: contrast ${ratio.toFixed(1)} of <${element.tagName.toLowerCase()} class="${what}">`);
            }
        }
    }

    // Nothing makes the page wider than the screen.
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) {
        const wide = Array.from(main.querySelectorAll("*")).filter((e) => {
            const scrolls = e.closest("pre, .table-wrapper");
            return e.getBoundingClientRect().right > root.clientWidth + 1 && (!scrolls || scrolls === e);
        });
        const first = wide[0] ? `<${wide[0].tagName} class="${wide[0].className}">` : "something";
        report(`${root.clientWidth} pixels: the page is ${root.scrollWidth} wide because of ${first}`);
    }

    // Pictures of the heap: texts within their boxes and apart from each other, and no arrow over one.
    for (const svg of main.querySelectorAll("svg.heap-view")) {
        if (svg.getClientRects().length === 0) continue;
        const label = svg.getAttribute("aria-label");
        if (!label || svg.getAttribute("role") !== "img") report("a picture without a text alternative");
        const scale = svg.getBoundingClientRect().width / Number(svg.getAttribute("width"));
        if (scale < 0.8) report(`a picture is shrunk to ${Math.round(scale * 100)} %: ${label}`);
        const labels = Array.from(svg.querySelectorAll("text"));
        const boxes = labels.map((text) => text.getBBox());
        const frame = svg.viewBox.baseVal;
        boxes.forEach((a, i) => {
            if (a.x < -0.5 || a.y < -0.5 || a.x + a.width > frame.width + 0.5 || a.y + a.height > frame.height + 3)
                report(`text ${short(labels[i].textContent)} leaves its picture: ${label}`);
            const around = labels[i].parentElement.querySelector(":scope > .hv-box")?.getBBox();
            if (around && (a.x < around.x || a.x + a.width > around.x + around.width + 0.5))
                report(`text ${short(labels[i].textContent)} leaves its box: ${label}`);
            boxes.forEach((b, j) => {
                const apart = a.x + a.width <= b.x + 0.5 || b.x + b.width <= a.x + 0.5 ||
                    a.y + a.height * 0.7 <= b.y + b.height * 0.3 || b.y + b.height * 0.7 <= a.y + a.height * 0.3;
                if (j > i && !apart)
                    report(`texts ${short(labels[i].textContent)} and ${short(labels[j].textContent)} overlap: ${label}`);
            });
        });
        for (const path of svg.querySelectorAll(".hv-arrow > path:first-child")) {
            const length = path.getTotalLength();
            for (let at = 0; at <= length; at += 3) {
                const { x, y } = path.getPointAtLength(at);
                const hit = boxes.findIndex((b) => x > b.x + 1 && x < b.x + b.width - 1 &&
                    y > b.y + b.height * 0.25 && y < b.y + b.height * 0.8);
                if (hit >= 0) {
                    report(`an arrow crosses ${short(labels[hit].textContent)}: ${label}`);
                    break;
                }
            }
        }
    }

    // Links within the page lead somewhere; identifiers are unique.
    for (const link of main.querySelectorAll("a[href^='#']")) {
        const id = decodeURIComponent(link.getAttribute("href").slice(1));
        if (id && !document.getElementById(id)) report(`no place for the link #${id}`);
    }
    const ids = Array.from(document.querySelectorAll("[id]"), (element) => element.id);
    ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => report(`two elements with the id ${id}`));

    // What can be clicked can be reached with the keyboard, and has a name.
    for (const button of main.querySelectorAll("button, summary, .memoir a")) {
        if (button.tabIndex < 0) report(`out of the keyboard's reach: ${button.outerHTML.slice(0, 80)}`);
        if (!(button.textContent.trim() || button.title || button.getAttribute("aria-label")))
            report(`without a name: ${button.outerHTML.slice(0, 80)}`);
    }

    // The copy button gives whole programs.
    for (const block of main.querySelectorAll(".memoir")) {
        const text = window.playground_text(block.querySelector("pre"), false);
        const hidden = Array.from(block.querySelectorAll(".boring"), (line) => line.textContent.trim());
        if (hidden.some((line) => !text.includes(line))) report(`hidden lines are not copied: ${short(text)}`);
        if (/^(>>>|~)/m.test(text)) report(`what is copied does not run: ${short(text)}`);
    }

    if (window.pageErrors?.length) window.pageErrors.forEach((error) => report(`error: ${error}`));
    // Up to 0.1 counts as good. Nothing here moves; a little is left to a browser on a busy machine.
    if (shift > 0.05 && !document.querySelector("pre.mermaid")) report(`the layout shifts by ${shift.toFixed(3)}: ${shifted}`);
    const foreign = performance.getEntriesByType("resource").filter((entry) => /^https?:/.test(entry.name));
    foreign.forEach((entry) => report(`asks another host: ${entry.name}`));

    const out = document.createElement("pre");
    out.id = "page-checks";
    out.textContent = `checked\n${Array.from(findings).join("\n")}`;
    document.body.append(out);
})();
