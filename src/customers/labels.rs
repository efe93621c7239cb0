//! What a customer's own country calls a field.

use super::fields::Field;
use crate::fields::{Group, Kind};
use crate::i18n::Text;
use crate::identity::geo::{self, StateLabel};

/// The label of a field on the pages of a customer of this country.
#[must_use]
pub fn label_in(t: Text, field: &Field, country: &str) -> String {
    if field.kind != Kind::State || field.group != Group::Address || country.is_empty() {
        return field.label(t.0).to_owned();
    }
    let label = match geo::state_label(country) {
        StateLabel::Province => t.state_province(),
        StateLabel::Department => t.state_department(),
        StateLabel::Region => t.state_region(),
        StateLabel::State => t.state_state(),
    };
    label.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::fields;
    use crate::i18n::Lang;

    #[test]
    fn provinces_are_called_as_in_the_country() {
        let field = fields::find("state").unwrap();
        let label = |country| label_in(Text(Lang::Es), field, country);
        assert_eq!(
            ["AR", "UY", "CL", "MX"].map(label),
            ["Provincia", "Departamento", "Región", "Estado"]
        );
        assert_eq!(label(""), "Provincia/Estado/Región");
        let shipping = fields::find("ship_state").unwrap();
        assert!(label_in(Text(Lang::Es), shipping, "AR").contains("envío"));
    }
}
