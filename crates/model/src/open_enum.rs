//! Enums of AWS: closed in its documentation, open on the wire. So are those of ours that outlive a build.

/// Declares an AWS enum with room for words that AWS will add later.
///
/// AWS adds values to its enums without a new API version, so each one here has `Other`, which keeps the word as it
/// came, and every `match` says what an unknown word means. The type serializes as AWS's own word. Variants are
/// declared in the order of `Ord`; `Other` comes last.
macro_rules! open_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
            /// A word that this build does not know, as it came.
            Other(String),
        }

        impl $name {
            /// Every word that is documented, in the order of the variants.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word for it on the wire.
            pub const fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word.as_str(),
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer).map(|word| Self::from(word.as_str()))
            }
        }
    };
}

pub(crate) use open_enum;

#[cfg(test)]
mod tests {
    open_enum! {
        /// A light.
        Light {
            /// Stop.
            Red = "RED",
            /// Go.
            Green = "GREEN_LIGHT",
        }
    }

    #[test]
    fn every_documented_word_is_read_and_written_as_aws_writes_it() {
        assert_eq!(Light::WORDS, ["RED", "GREEN_LIGHT"]);
        for (light, word) in [(Light::Red, "RED"), (Light::Green, "GREEN_LIGHT")] {
            assert_eq!((Light::from(word), light.as_str(), light.to_string()), (light.clone(), word, word.to_owned()));
            let json = serde_json::to_string(&light).unwrap();
            assert_eq!(json, format!("\"{word}\""));
            assert_eq!(serde_json::from_str::<Light>(&json).unwrap(), light);
        }
    }

    #[test]
    fn an_unknown_word_survives_as_it_came_and_sorts_last() {
        for word in ["BLUE", "red", "", "\"<b>"] {
            let light = Light::from(word);
            assert_eq!((&light, light.as_str()), (&Light::Other(word.to_owned()), word));
            let json = serde_json::to_string(&light).unwrap();
            assert_eq!(serde_json::from_str::<Light>(&json).unwrap(), light);
            assert!(light > Light::Green);
        }
    }
}
