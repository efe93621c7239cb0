//! What stands around the content of every page: drawn by templates of its own, so that it is compiled
//! once and not into each page.

use std::fmt;
use std::sync::LazyLock;

use askama::filters::HtmlSafe;
use askama::{FastWritable, Template, Values};

use super::{Page, assets};

/// Parts that have a template, with the template of each.
macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident by $method:ident in $path:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Template)]
            #[template(path = $path)]
            pub struct $part<'p> {
                page: &'p Page,
            }

            // Its template escapes what it shows.
            impl HtmlSafe for $part<'_> {}
        )*

        impl Page {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $method(&self) -> $part<'_> {
                    $part { page: self }
                }
            )*
        }
    };
}

parts! {
    /// What stands in `head`, but for the title.
    Head by head in "shared/head.html";
    /// The bar of small screens and the menu.
    Menus by menus in "shared/menus.html";
    /// The dialogs that every page has: the palette and the shortcuts.
    Dialogs by dialogs in "shared/dialogs.html";
    /// The messages for this page.
    Flashes by flashes in "shared/flashes.html";
}

/// An icon of the sprite.
pub struct Icon<'n> {
    family: &'static str,
    name: &'n str,
    css: &'n str,
}

impl Page {
    /// An icon by its name in the sprite.
    #[must_use]
    pub fn icon<'n>(&self, name: &'n str) -> Icon<'n> {
        self.icon_as(name, "")
    }

    /// An icon with classes beside its own.
    #[must_use]
    pub fn icon_as<'n>(&self, name: &'n str, css: &'n str) -> Icon<'n> {
        Icon { family: "", name, css }
    }

    /// The icon of a state: active, inactive, overdue, archived, pending.
    #[must_use]
    pub fn status_icon<'n>(&self, name: &'n str) -> Icon<'n> {
        Icon { family: "st-", name, css: "" }
    }

    /// The name of the icon of a notice.
    #[must_use]
    pub fn notice_icon(&self, kind: &str) -> &'static str {
        match kind {
            "warn" => "warning",
            "bad" => "error",
            "ok" => "check-circle",
            _ => "info",
        }
    }
}

/// The address of the sprite: some pages have hundreds of icons.
static SPRITE: LazyLock<String> = LazyLock::new(|| assets::address("icons.svg"));

impl fmt::Display for Icon<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draw(f)
    }
}

impl FastWritable for Icon<'_> {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(self.draw(dest)?)
    }
}

// Names and classes are our own.
impl HtmlSafe for Icon<'_> {}

impl Icon<'_> {
    fn draw(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
        out.write_str("<svg class=\"icon")?;
        if !self.css.is_empty() {
            out.write_str(" ")?;
            out.write_str(self.css)?;
        }
        out.write_str("\" aria-hidden=\"true\"><use href=\"")?;
        out.write_str(&SPRITE)?;
        out.write_str("#")?;
        out.write_str(self.family)?;
        out.write_str(self.name)?;
        out.write_str("\"/></svg>")
    }
}
