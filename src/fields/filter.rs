//! Filters: `FIELD=value`, `FIELD__OP=value` in an address, and back.

/// How a filter compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Is, or is any of several.
    Eq,
    /// Is none of them; what is empty is not any of them either.
    Not,
    /// Contains the text.
    Contains,
    /// Begins with the text.
    Starts,
    /// More than.
    Gt,
    /// At least.
    Gte,
    /// Less than.
    Lt,
    /// At most.
    Lte,
    /// Has no value.
    Empty,
    /// Has a value.
    Filled,
}

impl Op {
    /// The suffix of the parameter; `empty` serves both ways by its value.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Eq => "",
            Self::Not => "not",
            Self::Contains => "contains",
            Self::Starts => "starts",
            Self::Gt => "gt",
            Self::Gte => "gte",
            Self::Lt => "lt",
            Self::Lte => "lte",
            Self::Empty | Self::Filled => "empty",
        }
    }

    /// Whether it compares with a value at all.
    #[must_use]
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::Empty | Self::Filled)
    }
}

/// Splits `city__contains` into the field's key and the operator; the value decides between
/// empty and filled. None when the operator is not known.
#[must_use]
pub fn split_name<'a>(name: &'a str, value: &str) -> Option<(&'a str, Op)> {
    let Some((key, suffix)) = name.rsplit_once("__") else {
        return Some((name, Op::Eq));
    };
    let op = match suffix {
        "not" => Op::Not,
        "contains" => Op::Contains,
        "starts" => Op::Starts,
        "gt" => Op::Gt,
        "gte" => Op::Gte,
        "lt" => Op::Lt,
        "lte" => Op::Lte,
        "empty" if value == "1" => Op::Empty,
        "empty" if value == "0" => Op::Filled,
        _ => return None,
    };
    Some((key, op))
}

/// The parameter name of a filter on a field.
#[must_use]
pub fn join_name(key: &str, op: Op) -> String {
    match op.suffix() {
        "" => key.to_owned(),
        suffix => format!("{key}__{suffix}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_as_they_were_joined() {
        for (name, value, key, op) in [
            ("zone_id", "3", "zone_id", Op::Eq),
            ("name__contains", "x", "name", Op::Contains),
            ("email__empty", "1", "email", Op::Empty),
            ("email__empty", "0", "email", Op::Filled),
            ("meta:a__b__gte", "1", "meta:a__b", Op::Gte),
        ] {
            assert_eq!(split_name(name, value), Some((key, op)));
            assert_eq!(join_name(key, op), name);
        }
        assert_eq!(split_name("name__like", "x"), None);
        assert_eq!(split_name("email__empty", "maybe"), None);
    }
}
