//! The organisation's colour as a style sheet of its own: its hue and chroma. How light each thing is
//! remains the portal's choice, so that a pale or a dark colour is as legible as any.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpResponse, web};

use crate::error::AppError;

/// More of it leaves the colours that screens have, at the lightness of text.
const MOST_CHROMA: f64 = 0.14;

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
pub async fn show(colour: web::Path<String>) -> Result<HttpResponse, AppError> {
    let (hue, chroma) = hue_and_chroma(&colour).ok_or(AppError::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "public, max-age=86400"))
        .body(format!(":root{{--brand-hue:{hue:.1};--brand-chroma:{chroma:.3}}}\n")))
}

/// Hue in degrees and chroma, in the OKLCH space.
fn hue_and_chroma(colour: &str) -> Option<(f64, f64)> {
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
    let hue = b.atan2(a).to_degrees().rem_euclid(360.0);
    Some((hue, a.hypot(b).min(MOST_CHROMA)))
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
            let (h, c) = hue_and_chroma(colour).unwrap();
            assert!((h - hue).abs() < 1.0 && (c - chroma).abs() < 0.005, "{colour}: {h} {c}");
        };
        near("ff0000", 29.2, MOST_CHROMA);
        near("0000ff", 264.1, MOST_CHROMA);
        near("0f5c63", 205.0, 0.068);
        let (_, grey) = hue_and_chroma("808080").unwrap();
        assert!(grey < 0.001, "{grey}");
    }

    #[test]
    fn what_is_no_colour_is_none() {
        for wrong in ["", "fff", "gggggg", "ff00000", "ñññ", "+ff000"] {
            assert_eq!(hue_and_chroma(wrong), None, "{wrong}");
        }
        assert_eq!(digits("#0F5c63"), Some("0F5c63"));
        assert_eq!(digits("0f5c63"), None);
        assert_eq!(address("nonsense"), address("#0f5c63"));
    }
}
