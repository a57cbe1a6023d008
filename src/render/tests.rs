//! What chapters look like behind the preprocessor.

use super::{Listed, Target, render};
use crate::chapter::Chapter;
use crate::releases::ReleaseSet;
use crate::source::{Source, SourceFile};
use crate::verify::{Evidence, Verdict};
use expect_test::{Expect, expect};
use std::path::Path;

/// Renders a chapter as if every block held on every release, with one check each.
fn check(text: &str, target: Target, expected: Expect) {
    let (chapter, problems) = Chapter::read(Source::verbatim(SourceFile::new("a.md", text)));
    assert!(problems.is_empty(), "{problems:?}");
    let evidence =
        chapter.snippets.iter().map(|_| Evidence { releases: ReleaseSet::ALL, checks: 1 });
    let verdict = Verdict { evidence: evidence.collect(), ..Verdict::default() };
    let listed = Listed {
        name: "A *chapter*",
        path: Path::new("a.md"),
        chapter: &chapter,
        verdict: &verdict,
    };
    expected.assert_eq(&render(&[listed], 0, target, &[], vec![]));
}

#[test]
fn outputs_are_set_apart_and_hidden_lines_are_boring() {
    let text = "before\n\n```python\n~import sys\nx = \"<{{#include a}}>\"\n\nprint(x)\n#> <&>\n#[3.14+]> y\n~#> z\nf()\n#! E: no\n```\n\nafter\n";
    check(
        text,
        Target::Html,
        expect![[r#"
        before

        <div class="memoir"><pre><code class="language-python"><span class="boring">import sys
        </span>x = &quot;&lt;&#123;&#123;#include a}}&gt;&quot;
        <span></span>
        print(x)
        <span class="memoir-out"><span class="memoir-sign">#&gt;</span> &lt;&amp;&gt;</span>
        <span class="memoir-out"><span class="memoir-sign memoir-release">#[3.14+]&gt;</span> y</span>
        <span class="boring"><span class="memoir-out"><span class="memoir-sign">#&gt;</span> z</span>
        </span>f()
        <span class="memoir-out memoir-raised"><span class="memoir-sign">#!</span> E: no</span>
        </code></pre>
        <p class="memoir-evidence">verified on 3.11–3.15, 1 check</p></div>

        after
    "#]],
    );
    check(
        text,
        Target::Markdown,
        expect![[r#"
        before

        ```python
        ~import sys
        x = "<{{#include a}}>"

        print(x)
        #> <&>
        #[3.14+]> y
        ~#> z
        f()
        #! E: no
        ```

        after
    "#]],
    );
}

#[test]
fn sessions_show_their_prompts() {
    check(
        "```pycon\n>>> x = [\n... 1]\n>>> x\n[1]\n#[3.11]> [2]\n```\nafter\n",
        Target::Html,
        expect![[r#"
            <div class="memoir"><pre><code class="language-pycon"><span class="memoir-prompt">&gt;&gt;&gt;</span> x = [
            <span class="memoir-prompt">...</span> 1]
            <span class="memoir-prompt">&gt;&gt;&gt;</span> x
            <span class="memoir-out">[1]</span>
            <span class="memoir-out"><span class="memoir-sign memoir-release">#[3.11]&gt;</span> [2]</span>
            </code></pre>
            <p class="memoir-evidence">verified on 3.11–3.15, 1 check</p></div>

            after
        "#]],
    );
}

#[test]
fn blocks_in_containers_stay_there() {
    check(
        "1. a\n\n   ```python\n   x\n\n     y\n   ```\n   b\n\n> ```python\n> z\n> ```\n> c\n",
        Target::Html,
        expect![[r#"
            1. a

               <div class="memoir"><pre><code class="language-python">x
               <span></span>
                 y
               </code></pre>
               <p class="memoir-evidence">verified on 3.11–3.15, 1 check</p></div>

               b

            > <div class="memoir"><pre><code class="language-python">z
            > </code></pre>
            > <p class="memoir-evidence">verified on 3.11–3.15, 1 check</p></div>
            >
            > c
        "#]],
    );
}

#[test]
fn blocks_that_are_not_run_are_listed() {
    let text = "```python,no_run=\"needs <a> terminal\"\nx  #> 1\n```\n\n{{#memoir no_run}}\n\n{{#memoir summary}}\n";
    check(
        text,
        Target::Html,
        expect![[r#"
        <div class="memoir memoir-not-run" id="not-run-1"><pre><code class="language-python">x  #&gt; 1
        </code></pre>
        <p class="memoir-evidence">not run: needs &lt;a&gt; terminal</p></div>

        - [A \*chapter\*](a.md#not-run-1): needs \<a\> terminal

        | chapter | snippets | checks |
        |---|--:|--:|
        | [A \*chapter\*](a.md) | 1 | 1 |
        | the whole book | 1 | 1 |
    "#]],
    );
}

#[test]
fn facts_show_their_literal() {
    let text = "```python\nx\n```\n\nIt is {{#py f(\"a|b\") = 'a_b*c'}} or `{{#py x = 'a_b'}}`.\n\n| a |\n|--|\n| {{#py x \\| y = 'p\\|q'}} |\n";
    check(
        text,
        Target::Html,
        expect![[r#"
        <div class="memoir"><pre><code class="language-python">x
        </code></pre>
        <p class="memoir-evidence">verified on 3.11–3.15, 1 check</p></div>

        It is <span class="memoir-fact" title="f(&quot;a&#124;b&quot;)">\'a\_b\*c\'</span> or `'a_b'`.

        | a |
        |--|
        | <span class="memoir-fact" title="x &#124; y">\'p\|q\'</span> |
    "#]],
    );
    check(
        text,
        Target::Markdown,
        expect![[r#"
        ```python
        x
        ```

        It is \'a\_b\*c\' or `'a_b'`.

        | a |
        |--|
        | \'p\|q\' |
    "#]],
    );
}
