//! How well a text matches.

/// How well something matches; the smaller the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// It is the text.
    Exact,
    /// It begins with the text.
    Prefix,
    /// A word in it begins with the text.
    Word,
    /// It holds the text.
    Substring,
    /// It holds every word of the text somewhere.
    Scattered,
    /// Something other than its name matches.
    Beside,
}

/// What is looked for.
pub(crate) struct Needle {
    whole: String,
    words: Vec<String>,
}

impl Needle {
    /// Prepares a text; `None` when there is nothing to look for.
    ///
    /// Of an ARN the name is looked for, because that is what things are called here: the last part, or the one before
    /// it where load balancing ends its ARNs with an id.
    pub fn new(text: &str) -> Option<Self> {
        let text = match text.strip_prefix("arn:") {
            Some(arn) if arn.contains(":targetgroup/") || arn.contains(":loadbalancer/") => {
                arn.rsplit('/').nth(1).unwrap_or(text)
            }
            Some(arn) => arn.rsplit('/').next().unwrap_or(text),
            None => text,
        };
        let whole = text.trim().to_lowercase();
        let words: Vec<String> = whole.split_whitespace().map(str::to_owned).collect();
        if words.is_empty() { None } else { Some(Self { whole, words }) }
    }

    /// How well a name matches; `place` helps when the words are scattered.
    pub fn rank(&self, name: &str, place: &str) -> Option<Rank> {
        let name = name.to_lowercase();
        if let Some(rank) = self.rank_whole(&name) {
            return Some(rank);
        }
        let place = place.to_lowercase();
        let scattered =
            self.words.len() > 1 && self.words.iter().all(|word| name.contains(word) || place.contains(word));
        scattered.then_some(Rank::Scattered)
    }

    /// Whether something written in a text, all in lower case but for letters outside ASCII, may match one of its
    /// parts.
    pub fn may_be_in(&self, text: &str) -> bool {
        !self.whole.is_ascii() || !text.is_ascii() || self.words.iter().all(|word| text.contains(&**word))
    }

    /// How many letters are looked for.
    pub fn len(&self) -> usize {
        self.whole.chars().count()
    }

    /// Whether the text looks like `family:revision`; otherwise its family is the better hit.
    pub fn names_revision(&self) -> bool {
        self.whole.contains(':')
    }

    /// The first of several other properties that holds the text.
    pub fn beside<'a>(&self, mut properties: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        properties.find(|property| property.to_lowercase().contains(&self.whole))
    }

    fn rank_whole(&self, name: &str) -> Option<Rank> {
        let at = name.find(&self.whole)?;
        let begins_word = |at: usize| name[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        Some(match () {
            () if name.len() == self.whole.len() => Rank::Exact,
            () if at == 0 => Rank::Prefix,
            () if name.match_indices(&self.whole).any(|(at, _)| begins_word(at)) => Rank::Word,
            () => Rank::Substring,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, place: &str, expect: Option<Rank>) {
        assert_eq!(Needle::new(text).unwrap().rank(name, place), expect, "{text} in {name}");
    }

    #[test]
    fn exact_is_better_than_a_beginning_and_that_than_the_middle() {
        check("Web", "web", "", Some(Rank::Exact));
        check("web", "web-api", "", Some(Rank::Prefix));
        check("api", "web-api", "", Some(Rank::Word));
        check("pi", "web-api", "", Some(Rank::Substring));
        check("shop web", "web", "prod / shop", Some(Rank::Scattered));
        check("db", "web", "prod / shop", None);
        assert!(Rank::Exact < Rank::Prefix && Rank::Prefix < Rank::Word && Rank::Word < Rank::Substring);
    }

    #[test]
    fn an_arn_is_looked_for_by_the_name_in_it() {
        check("arn:aws:ecs:eu-central-1:123456789012:service/shop/web", "web", "", Some(Rank::Exact));
        let elb = "arn:aws:elasticloadbalancing:eu-central-1:123456789012";
        check(&format!("{elb}:targetgroup/web/0123456789abcdef"), "web", "", Some(Rank::Exact));
        check(&format!("{elb}:loadbalancer/app/front/0123456789abcdef"), "front", "", Some(Rank::Exact));
    }

    #[test]
    fn an_empty_text_looks_for_nothing() {
        assert!(Needle::new(" ").is_none());
    }
}
