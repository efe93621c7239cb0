//! The organisation's colour as a style sheet of its own. The bar and the buttons have the colour itself,
//! under black or white, whichever is more legible. Words and lines have its hue and chroma: how light they
//! are remains the portal's choice, so that a pale or a dark colour is as legible as any.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpResponse, web};

use crate::error::AppError;

/// More of it leaves the colours that screens have, at the lightness of text.
const MOST_CHROMA: f64 = 0.14;
/// The hues, from orange to lime, that are brown when they are dark.
const TURNS_BROWN: std::ops::RangeInclusive<f64> = 40.0..=115.0;
/// As much of those leaves dark words a warm grey.
const WARM_GREY: f64 = 0.03;

/// A colour as six hexadecimal digits, from `#rrggbb`.
#[must_use]
pub fn digits(colour: &str) -> Option<&str> {
    let digits = colour.strip_prefix('#')?;
    let is_right = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_right.then_some(digits)
}

/// The address of the style sheet of a colour.
#[must_use]
pub fn address(colour: &str) -> String {
    format!("/brand/{}", digits(colour).unwrap_or("0f5c63"))
}

/// `GET /brand/{colour}`: says nothing that the address does not.
///
/// # Errors
/// `NotFound` for what is no colour.
#[expect(clippy::unused_async, reason = "routes take async handlers")]
pub async fn show(colour: web::Path<String>) -> Result<HttpResponse, AppError> {
    let look = Look::of(&colour).ok_or(AppError::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "public, max-age=86400"))
        .body(look.sheet(&colour)))
}

/// What a colour makes of the portal.
#[derive(Debug)]
struct Look {
    /// In degrees, in the OKLCH space.
    hue: f64,
    /// In the same space.
    chroma: f64,
    /// As light gives it back: 0 for black, 1 for white.
    luminance: f64,
}

impl Look {
    fn of(colour: &str) -> Option<Self> {
        let is_right = colour.len() == 6 && colour.bytes().all(|byte| byte.is_ascii_hexdigit());
        let digits = colour.get(..6).filter(|_| is_right)?;
        let channel = |at: usize| {
            let value = digits.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
            value.map(|value| linear(f64::from(value) / 255.0))
        };
        let (red, green, blue) = (channel(0)?, channel(2)?, channel(4)?);
        // From linear sRGB to OKLab, by its published matrices.
        let long = (0.412_221 * red + 0.536_333 * green + 0.051_446 * blue).cbrt();
        let middle = (0.211_904 * red + 0.680_700 * green + 0.107_397 * blue).cbrt();
        let short = (0.088_302 * red + 0.281_719 * green + 0.629_979 * blue).cbrt();
        let a = 1.977_998 * long - 2.428_592 * middle + 0.450_594 * short;
        let b = 0.025_904 * long + 0.782_772 * middle - 0.808_676 * short;
        Some(Self {
            hue: b.atan2(a).to_degrees().rem_euclid(360.0),
            chroma: a.hypot(b).min(MOST_CHROMA),
            luminance: 0.2126 * red + 0.7152 * green + 0.0722 * blue,
        })
    }

    /// Of words on the colour, and what it goes towards under the pointer: away from the words.
    fn on(&self) -> (&'static str, &'static str) {
        let (under_white, under_black) =
            (1.05 / (self.luminance + 0.05), self.luminance / 0.05 + 1.0);
        if under_white > under_black { ("#fff", "#000") } else { ("#000", "#fff") }
    }

    /// The chroma of words by day, which are dark.
    fn ink_chroma(&self) -> f64 {
        if TURNS_BROWN.contains(&self.hue) { self.chroma.min(WARM_GREY) } else { self.chroma }
    }

    fn sheet(&self, colour: &str) -> String {
        let (on, away) = self.on();
        format!(
            ":root{{--brand-hue:{:.1};--brand-chroma:{:.3};--brand-ink-chroma:{:.3};\
             --brand:#{colour};--brand-on:{on};--brand-away:{away}}}\n",
            self.hue,
            self.chroma,
            self.ink_chroma(),
        )
    }
}

/// A channel of sRGB as light.
fn linear(channel: f64) -> f64 {
    if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_gives_its_hue_and_no_more_chroma_than_is_legible() {
        let near = |colour: &str, hue: f64, chroma: f64| {
            let look = Look::of(colour).unwrap();
            let is_near = (look.hue - hue).abs() < 1.0 && (look.chroma - chroma).abs() < 0.005;
            assert!(is_near, "{colour}: {look:?}");
        };
        near("ff0000", 29.2, MOST_CHROMA);
        near("0000ff", 264.1, MOST_CHROMA);
        near("0f5c63", 205.0, 0.068);
        let grey = Look::of("808080").unwrap().chroma;
        assert!(grey < 0.001, "{grey}");
    }

    #[test]
    fn words_on_any_colour_are_legible() {
        for step in 0..=15_u32 {
            for digits in [step * 0x11, step * 0x1100, step * 0x0011_0000, step * 0x0011_1111] {
                for colour in [format!("{digits:06x}"), format!("{:06x}", 0x00ff_ffff - digits)] {
                    let look = Look::of(&colour).unwrap();
                    let words = if look.on().0 == "#fff" { 1.0 } else { 0.0 };
                    let (light, dark) = (look.luminance.max(words), look.luminance.min(words));
                    let contrast = (light + 0.05) / (dark + 0.05);
                    assert!(contrast >= 4.5, "{colour}: {contrast}");
                }
            }
        }
    }

    #[test]
    fn yellow_stays_yellow_under_black_words_and_makes_none_brown() {
        let sheet = Look::of("ffd400").unwrap().sheet("ffd400");
        for part in ["--brand:#ffd400;", "--brand-on:#000;", "--brand-ink-chroma:0.030;"] {
            assert!(sheet.contains(part), "{sheet}");
        }
        let sheet = Look::of("0f5c63").unwrap().sheet("0f5c63");
        assert!(sheet.contains("--brand-on:#fff;"), "{sheet}");
        assert!(!sheet.contains("--brand-ink-chroma:0.030;"), "{sheet}");
    }

    #[test]
    fn what_is_no_colour_is_none() {
        for wrong in ["", "fff", "gggggg", "ff00000", "ñññ", "+ff000"] {
            assert!(Look::of(wrong).is_none(), "{wrong}");
        }
        assert_eq!(digits("#0F5c63"), Some("0F5c63"));
        assert_eq!(digits("0f5c63"), None);
        assert_eq!(address("nonsense"), address("#0f5c63"));
    }
}
