use super::*;

#[track_caller]
fn check(source: &str, words: &[&str], strings: &[&str]) {
    let code = Code::of(source);
    let found: Vec<String> = code.identifiers(|word| !word.is_empty()).into_iter().map(|(_, word)| word).collect();
    assert_eq!(found, words, "{code:?}");
    assert_eq!(code.strings.iter().map(|string| string.text.as_str()).collect::<Vec<_>>(), strings);
}

#[test]
fn comments_are_no_code() {
    check("one // two \"three\"\nfour /* five /* six */ seven */ eight /// nine", &["one", "four", "eight"], &[]);
}

#[test]
fn strings_are_no_code_and_are_kept() {
    check(r#"one("two \" three // four") five"#, &["one", "five"], &[r#"two \" three // four"#]);
    check("one(\"two\nthree\") four", &["one", "four"], &["two\nthree"]);
}

#[test]
fn raw_strings_end_where_they_say() {
    check("r#\"one \" two\"# three br\"four\" five", &["three", "five"], &["one \" two", "four"]);
    check("for\"\" bar", &["for", "bar"], &[""]);
}

#[test]
fn characters_and_lifetimes_are_told_apart() {
    check(
        "one('\"') two::<'a>('\\'') three('\\u{7f}') &'static four",
        &["one", "two", "a", "three", "static", "four"],
        &[],
    );
}

#[test]
fn lines_are_counted_through_comments_and_strings() {
    let code = Code::of("/* a\nb */ \"c\nd\"\n\"e\" here");
    assert_eq!(code.identifiers(|word| word == "here"), [(4, "here".to_owned())]);
    assert_eq!(code.strings.iter().map(|string| string.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn strings_in_the_tests_at_the_end_are_left_out() {
    for attribute in ["#[cfg(test)]", "#[cfg(all(test, feature = \"ssr\"))]", "#[cfg(test)]\n#[rustfmt::skip]"] {
        let code =
            Code::of(&format!("const A: &str = \"a\";\n{attribute}\nmod tests {{\n    const B: &str = \"b\";\n}}\n"));
        let untested: Vec<&str> = code.untested_strings().map(|string| string.text.as_str()).collect();
        assert_eq!(untested.first(), Some(&"a"));
        assert!(!untested.contains(&"b"), "{code:?}");
    }
}

#[test]
fn a_path_is_not_found_in_a_longer_word() {
    let code = Code::of("use remodel::One;\nuse model::Two;\nlet three = crate::model::Three;");
    assert_eq!(code.paths("model::"), [2, 3]);
}
