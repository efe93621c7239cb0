//! Languages and texts. Every text is a typed row `"es" | "pt" | "en"`, called as a method:
//! a missing translation or a misspelt name does not compile.

pub mod format;
mod messages;
mod said;

use std::fmt;

pub use said::Said;

/// A language of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Spanish, the first language.
    #[default]
    Es,
    /// Portuguese.
    Pt,
    /// English.
    En,
}

impl Lang {
    /// All languages, in the order of the rows.
    pub const ALL: [Self; 3] = [Self::Es, Self::Pt, Self::En];

    /// `es`, `pt`, `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::Pt => "pt",
            Self::En => "en",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Es => "Español",
            Self::Pt => "Português",
            Self::En => "English",
        }
    }

    /// From a code or a tag like `pt-BR`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(primary))
    }

    /// The first language of an Accept-Language header that the panel speaks.
    #[must_use]
    pub fn negotiate(header: &str) -> Option<Self> {
        let mut wanted: Vec<(f32, &str)> = header
            .split(',')
            .filter_map(|item| {
                let mut parts = item.split(';');
                let tag = parts.next()?.trim();
                let weight = parts
                    .find_map(|p| p.trim().strip_prefix("q="))
                    .map_or(Some(1.0), |q| q.parse().ok())?;
                (weight > 0.0).then_some((weight, tag))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.into_iter().find_map(|(_, tag)| Self::from_code(tag))
    }

    /// The row's text in this language.
    #[must_use]
    pub fn pick<T>(self, [es, pt, en]: [T; 3]) -> T {
        match self {
            Self::Es => es,
            Self::Pt => pt,
            Self::En => en,
        }
    }
}

/// The texts of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Lang);

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Rows of texts: `name: "es" | "pt" | "en";` or, with arguments,
/// `name(n: i64): "{n} filas" | "{n} linhas" | "{n} rows";`. Each row becomes a method of [`Text`];
/// the second example becomes
/// `pub fn name(self, n: i64) -> String { match self.0 { Lang::Es => format!("{n} filas"), … } }`.
#[macro_export]
macro_rules! messages {
    ($($name:ident $(($($arg:ident: $ty:ty),+))? : $es:literal | $pt:literal | $en:literal;)*) => {
        impl $crate::i18n::Text {
            $($crate::messages!(@one $name ($($($arg: $ty),+)?) $es $pt $en);)*
        }
    };
    (@one $name:ident () $es:literal $pt:literal $en:literal) => {
        #[doc = $es]
        #[must_use]
        pub fn $name(self) -> &'static str {
            self.0.pick([$es, $pt, $en])
        }
    };
    (@one $name:ident ($($arg:ident: $ty:ty),+) $es:literal $pt:literal $en:literal) => {
        #[doc = $es]
        #[must_use]
        pub fn $name(self, $($arg: $ty),+) -> String {
            match self.0 {
                $crate::i18n::Lang::Es => format!($es),
                $crate::i18n::Lang::Pt => format!($pt),
                $crate::i18n::Lang::En => format!($en),
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negotiation_follows_the_weights() {
        assert_eq!(Lang::negotiate("fr, en;q=0.4, pt-BR;q=0.8"), Some(Lang::Pt));
        assert_eq!(Lang::negotiate("es-419"), Some(Lang::Es));
        assert_eq!(Lang::negotiate("fr, de"), None);
        assert_eq!(Lang::negotiate("en;q=0, *"), None);
        assert_eq!(Lang::negotiate(";;q=x,,"), None);
    }
}
