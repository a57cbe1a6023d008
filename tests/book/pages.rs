//! What readers get: blocks, facts and lists on the page.

use crate::support::Book;
use expect_test::{Expect, expect};

/// The page's content between its first and last paragraph.
#[track_caller]
fn page(chapter: &str, expected: Expect) {
    let book = Book::with(format!("begin\n\n{chapter}\n\nend\n"));
    // mdBook warns about HTML that is not balanced.
    book.run(&["build"]).exits(0).stderr(expect![[""]]);
    let html = book.read("book/a.html");
    let from = html.find("<p>begin</p>").unwrap() + "<p>begin</p>".len();
    let to = html.find("<p>end</p>").unwrap();
    expected.assert_eq(html[from..to].trim());
}

#[test]
fn a_block() {
    page(
        "```python\n~import sys\nx = '<&>'\n\nprint(x)\n#> <&>\nprint(sys.version_info[1] < 14)\n#> True\n#[3.14+]> False\n[][0]\n#! IndexError: list index out of range\n```\nDirectly behind it.",
        expect![[r#"
            <div class="memoir">
            <pre><code class="language-python"><span class="boring">import sys
            </span>x = '&lt;&amp;&gt;'
            <span></span>
            print(x)
            <span class="memoir-out"><span class="memoir-sign">#&gt;</span> &lt;&amp;&gt;</span>
            print(sys.version_info[1] &lt; 14)
            <span class="memoir-out"><span class="memoir-sign">#&gt;</span> True</span>
            <span class="memoir-out"><span class="memoir-sign memoir-release">#[3.14+]&gt;</span> False</span>
            [][0]
            <span class="memoir-out memoir-raised"><span class="memoir-sign">#!</span> IndexError: list index out of range</span>
            </code></pre>

            <p class="memoir-evidence">verified on 3.11–3.15, 3 checks</p>
            </div>

            <p>Directly behind it.</p>"#]],
    );
}

#[test]
fn blocks_in_containers() {
    page(
        "- list\n\n  ```python\n  if True:\n\n      print(1)\n  #> 1\n  ```\n  - nested\n    ```pycon\n    >>> 2\n    2\n    ```\n    behind\n\n> [!NOTE]\n> ```python\n> x\n> #! NameError: name 'x' is not defined\n> ```\n> behind\n\nA note[^n].\n\n[^n]: first\n\n    ```python\n    y = 1\n    ```\n\nterm\n: ```python\n  z = 1\n  ```\n\n<details>\n\n```python\nw = 1\n```\n\n</details>",
        expect![[r##"
            <ul>
            <li>
            <p>list</p>
            <div class="memoir">
            <pre><code class="language-python">if True:
            <span></span>
                print(1)
            <span class="memoir-out"><span class="memoir-sign">#&gt;</span> 1</span>
            </code></pre>

            <p class="memoir-evidence">verified on 3.11–3.15, 1 check</p>
            </div>

            <ul>
            <li>
            <p>nested</p>
            <div class="memoir">
            <pre><code class="language-pycon"><span class="memoir-prompt">&gt;&gt;&gt;</span> 2
            <span class="memoir-out">2</span>
            </code></pre>

            <p class="memoir-evidence">verified on 3.11–3.15, 1 check</p>
            </div>

            <p>behind</p>
            </li>
            </ul>
            </li>
            </ul>
            <blockquote class="blockquote-tag blockquote-tag-note">
            <p class="blockquote-tag-title"><svg viewbox="0 0 16 16" width="18" height="18"><path d="M0 8a8 8 0 1 1 16 0A8 8 0 0 1 0 8Zm8-6.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM6.5 7.75A.75.75 0 0 1 7.25 7h1a.75.75 0 0 1 .75.75v2.75h.25a.75.75 0 0 1 0 1.5h-2a.75.75 0 0 1 0-1.5h.25v-2h-.25a.75.75 0 0 1-.75-.75ZM8 6a1 1 0 1 1 0-2 1 1 0 0 1 0 2Z"></path></svg>Note</p>
            <div class="memoir">
            <pre><code class="language-python">x
            <span class="memoir-out memoir-raised"><span class="memoir-sign">#!</span> NameError: name 'x' is not defined</span>
            </code></pre>

            <p class="memoir-evidence">verified on 3.11–3.15, 1 check</p>
            </div>

            <p>behind</p>
            </blockquote>
            <p>A note<sup class="footnote-reference" id="fr-n-1"><a href="#footnote-n">1</a></sup>.</p>
            <dl>
            <dt id="term"><a class="header" href="#term">term</a></dt>
            <dd>
            <div class="memoir">
            <pre><code class="language-python">z = 1
            </code></pre>

            <p class="memoir-evidence">runs on 3.11–3.15</p>
            </div>

            </dd>
            </dl>
            <details>
            <div class="memoir">
            <pre><code class="language-python">w = 1
            </code></pre>

            <p class="memoir-evidence">runs on 3.11–3.15</p>
            </div>

            </details>"##]],
    );
}

#[test]
fn facts() {
    page(
        "```python\nx = 'a_b*c|d'\n```\n\n## Of {{#py len(x) = 7}}\n\n**{{#py x = 'a_b*c|d'}}**, `{{#py x[0] = 'a'}}`, {{#py x < 'b' = True}}.\n\n| a | b |\n|--|--|\n| {{#py x[5:] = '\\|d'}} | `{{#py len(x) \\| 8 = 15}}` |",
        expect![[r##"
            <div class="memoir">
            <pre><code class="language-python">x = 'a_b*c|d'
            </code></pre>

            <p class="memoir-evidence">runs on 3.11–3.15</p>
            </div>

            <h2 id="of-7"><a class="header" href="#of-7">Of <span class="memoir-fact" title="len(x)">7</span></a></h2>
            <p><strong><span class="memoir-fact" title="x">'a_b*c|d'</span></strong>, <code>'a'</code>, <span class="memoir-fact" title="x &lt; &#39;b&#39;">True</span>.</p>
            <div class="table-wrapper">
            <table>
            <thead>
            <tr><th>a</th><th>b</th></tr>
            </thead>
            <tbody>
            <tr><td><span class="memoir-fact" title="x[5:]">'|d'</span></td><td><code>15</code></td></tr>
            </tbody>
            </table>
            </div>"##]],
    );
}

#[test]
fn what_is_not_run_is_listed() {
    Book::new()
        .chapter("deep/a.md", "# A\n\n```python,no_run=\"waits for a *key*\"\ninput()\n```\n")
        .chapter(
            "deep/b.md",
            "# B\n\n{{#memoir no_run}}\n\n{{#memoir summary}}\n\n{{#memoir other}}\n",
        )
        .run(&["build"])
        .exits(1)
        .says("`other` is not a list that Memoir has");
    let book = Book::new()
        .chapter("deep/a.md", "# A\n\n```python,no_run=\"waits for a *key*\"\ninput()\n```\n\n```python\nprint(1)\n#> 1\n```\n")
        .chapter("b.md", "# B\n\n{{#memoir no_run}}\n\n{{#memoir summary}}\n\nend\n");
    book.run(&["build"]).exits(0);
    let html = book.read("book/b.html");
    let list = &html[html.find("<ul>\n<li><a href").unwrap()..html.find("<p>end</p>").unwrap()];
    expect![[r#"
        <ul>
        <li><a href="deep/a.html#not-run-1">deep/a.md</a>: waits for a *key*</li>
        </ul>
        <div class="table-wrapper">
        <table>
        <thead>
        <tr><th>chapter</th><th style="text-align: right">snippets</th><th style="text-align: right">checks</th></tr>
        </thead>
        <tbody>
        <tr><td><a href="deep/a.html">deep/a.md</a></td><td style="text-align: right">1</td><td style="text-align: right">1</td></tr>
        <tr><td>the whole book</td><td style="text-align: right">1</td><td style="text-align: right">1</td></tr>
        </tbody>
        </table>
        </div>
    "#]].assert_eq(list);
    assert!(book.read("book/deep/a.html").contains("id=\"not-run-1\""));
}

/// The copy button gives a block with those that it continues in front: theme/memoir.js looks for this.
#[test]
fn blocks_that_continue_say_so() {
    let book = Book::with("```python\nx = 1\n```\n\n```python,continue\nprint(x)\n#> 1\n```\n");
    book.run(&["build"]).exits(0);
    let html = book.read("book/a.html");
    assert_eq!(html.matches("<div class=\"memoir\"").count(), 2);
    assert_eq!(html.matches("data-continues").count(), 1);
}
