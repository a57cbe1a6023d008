use super::*;
use crate::diagnostic::Kind;
use crate::source::{Place, SourceFile};
use expect_test::{Expect, expect};

fn check(render: fn(&Report<'_>) -> String, expected: Expect) {
    let file = SourceFile::new("chapters/a.md", "```python\nprint(1)\n#> 2, 100%\n```\n");
    let place = Place { file, range: 19..29 };
    let problems = vec![
        Diagnostic::new(Kind::Output, "the statement prints something else")
            .at(place, "<here>")
            .on(ReleaseSet::parse("3.14+").unwrap())
            .difference(vec!["2, 100%".into()], vec!["1".into()])
            .help("write it"),
        Diagnostic::new(Kind::Io, "no chapter"),
    ];
    let chapter = ChapterReport {
        name: "A & B".into(),
        path: "chapters/a.md".into(),
        snippets: 1,
        checks: 1,
        releases: ReleaseSet::ALL,
        claims: vec![],
        took: Duration::from_micros(1500),
    };
    let took = Duration::from_millis(20);
    let report = Report { chapters: vec![chapter], problems: &problems, warnings: &[], took };
    expected.assert_eq(&render(&report));
}

#[test]
fn plain_lines() {
    check(
        plain::render,
        expect![[r#"
        chapters/a.md:3:1: the statement prints something else: <here> [on 3.14 and 3.15]
        no chapter
    "#]],
    );
}

#[test]
fn annotations() {
    check(
        github::render,
        expect![[r#"
            ::error file=chapters/a.md,line=3,endLine=3,col=1,title=output::the statement prints something else: <here> [on 3.14 and 3.15]%0A- 2, 100%25%0A+ 1%0Ahelp: write it%0Ahelp: see writing-chapters.html#error-output
            ::error title=io::no chapter%0Ahelp: see writing-chapters.html#error-io
        "#]],
    );
}

#[test]
fn junit_xml() {
    check(
        junit::render,
        expect![[r#"
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="book" tests="3" failures="1" errors="1" time="0.020">
              <testsuite name="chapters/a.md" tests="2" failures="1" errors="0" time="0.002">
                <testcase classname="chapters/a.md" name="1 snippets, 1 checks on 3.11–3.15" time="0.002"/>
                <testcase classname="chapters/a.md" name="chapters/a.md:3:1">
                  <failure type="output" message="the statement prints something else: &lt;here&gt; [on 3.14 and 3.15]">- 2, 100%
            + 1
            help: write it
            help: see writing-chapters.html#error-output
            </failure>
                </testcase>
              </testsuite>
              <testsuite name="elsewhere" tests="1" failures="0" errors="1" time="0.000">
                <testcase classname="elsewhere" name="">
                  <error type="io" message="no chapter">help: see writing-chapters.html#error-io
            </error>
                </testcase>
              </testsuite>
            </testsuites>
        "#]],
    );
}

#[test]
fn json_object() {
    check(
        json::render,
        expect![[r#"
            {
              "chapters": [
                {
                  "checks": 1,
                  "claims": [],
                  "name": "A & B",
                  "path": "chapters/a.md",
                  "releases": [
                    "3.11",
                    "3.12",
                    "3.13",
                    "3.14",
                    "3.15"
                  ],
                  "seconds": 0.0015,
                  "snippets": 1
                }
              ],
              "problems": [
                {
                  "also": [],
                  "expected": [
                    "2, 100%"
                  ],
                  "got": [
                    "1"
                  ],
                  "help": [
                    "write it"
                  ],
                  "kind": "output",
                  "label": "<here>",
                  "message": "the statement prints something else",
                  "notes": [],
                  "page": "writing-chapters.html#error-output",
                  "place": {
                    "column": 1,
                    "end": 29,
                    "line": 3,
                    "path": "chapters/a.md",
                    "start": 19
                  },
                  "releases": [
                    "3.14",
                    "3.15"
                  ]
                },
                {
                  "also": [],
                  "help": [],
                  "kind": "io",
                  "label": "",
                  "message": "no chapter",
                  "notes": [],
                  "page": "writing-chapters.html#error-io",
                  "releases": []
                }
              ],
              "seconds": 0.02,
              "version": 1,
              "warnings": []
            }
        "#]],
    );
}

#[test]
fn sarif_log() {
    check(
        sarif::render,
        expect![[r#"
            {
              "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
              "runs": [
                {
                  "results": [
                    {
                      "level": "error",
                      "locations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "chapters/a.md"
                            },
                            "region": {
                              "startColumn": 1,
                              "startLine": 3
                            }
                          }
                        }
                      ],
                      "message": {
                        "text": "the statement prints something else: <here> [on 3.14 and 3.15]\n- 2, 100%\n+ 1\nhelp: write it\nhelp: see writing-chapters.html#error-output"
                      },
                      "ruleId": "output"
                    },
                    {
                      "level": "warning",
                      "message": {
                        "text": "no chapter\nhelp: see writing-chapters.html#error-io"
                      },
                      "ruleId": "io"
                    }
                  ],
                  "tool": {
                    "driver": {
                      "name": "mdbook-memoir",
                      "rules": [
                        {
                          "help": {
                            "text": "see writing-chapters.html#error-output"
                          },
                          "id": "output"
                        },
                        {
                          "help": {
                            "text": "see writing-chapters.html#error-io"
                          },
                          "id": "io"
                        }
                      ],
                      "version": "0.1.0"
                    }
                  }
                }
              ],
              "version": "2.1.0"
            }
        "#]],
    );
}

#[test]
fn a_table_of_chapters() {
    check(
        table::render,
        expect![[r#"
        chapter  snippets  checks  problems       ms  releases
        A & B           1       1         1      1.5  3.11–3.15
    "#]],
    );
}
