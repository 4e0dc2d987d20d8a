//! From a query to an address.

use super::{ListQuery, Order};

impl ListQuery {
    /// The query part of the address: empty, or `?` and only what differs from the default, percent-encoded.
    pub fn to_query(&self) -> String {
        let page = if self.page == 0 { String::new() } else { self.page.saturating_add(1).to_string() };
        let order = match self.order {
            Order::Natural => "",
            Order::Reversed => "reversed",
        };
        let level = self.level.map_or("", |level| level.key());
        let pairs = [
            ("q", &*self.filter),
            ("level", level),
            ("status", &*self.status),
            ("sort", &*self.sort),
            ("order", order),
            ("page", &*page),
        ];
        query_of(&pairs)
    }
}

/// The query part of an address: `?` and the pairs that have a value, percent-encoded; empty when none has.
pub(crate) fn query_of(pairs: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (field, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(field);
        text.push('=');
        push_encoded(&mut text, value);
    }
    text
}

/// Percent-encodes a text for use as a value in the query part of an address.
///
/// Unreserved characters stay; everything else, the space too, becomes `%XX`.
///
/// <https://www.rfc-editor.org/rfc/rfc3986#section-2.3>
pub fn percent_encode(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    push_encoded(&mut text, value);
    text
}

fn push_encoded(text: &mut String, value: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.push(char::from(HEX[usize::from(byte >> 4)]));
            text.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{SERVICE_SORTS, STATUSES};
    use super::*;
    use crate::testing::decoded_pairs;
    use crate::verdict::Level;

    #[test]
    fn the_default_query_is_no_query() {
        assert_eq!(ListQuery::default().to_query(), "");
    }

    #[test]
    fn only_what_differs_is_written() {
        let query = ListQuery { filter: "a b&c=ä".to_owned(), page: 1, ..ListQuery::default() };
        assert_eq!(query.to_query(), "?q=a%20b%26c%3D%C3%A4&page=2");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_the_same(
            filter in "\\PC{0,40}", level in proptest::option::of(0usize..6), sort in 0usize..5,
            status in 0usize..5, reversed: bool, page in 0u32..1000,
        ) {
            let query = ListQuery {
                filter: filter.trim().to_owned(),
                level: level.map(|index| Level::ALL[index]),
                sort: if sort == 0 { String::new() } else { SERVICE_SORTS[sort].to_owned() },
                order: if reversed { Order::Reversed } else { Order::Natural },
                page,
                status: if status == 4 { String::new() } else { STATUSES[status].to_owned() },
            };
            let pairs = decoded_pairs(&query.to_query());
            let read = ListQuery::parse(pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())), SERVICE_SORTS);
            prop_assert_eq!(read, Ok(query));
        }
    }
}
