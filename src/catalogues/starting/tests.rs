use super::*;

/// Lines of a file that are rows.
fn lines(file: &str) -> usize {
    file.lines().filter(|line| !line.starts_with('#')).count() - 1
}

fn conditions_of(country: &str) -> BTreeSet<String> {
    let mut all = rows::<Condition>(CONDITIONS);
    all.retain(|row| row.country == country);
    all.into_iter().map(|row| row.name).collect()
}

fn codes_of(country: &str) -> BTreeSet<String> {
    let mut all = rows::<Type>(TYPES);
    all.retain(|row| row.country == country);
    all.into_iter().map(|row| row.code).collect()
}

#[test]
fn no_row_of_the_files_is_left_out() {
    assert_eq!(rows::<Condition>(CONDITIONS).len(), lines(CONDITIONS));
    assert_eq!(rows::<Type>(TYPES).len(), lines(TYPES));
    assert_eq!(rows::<Tax>(TAXES).len(), lines(TAXES));
    assert_eq!(rows::<Allowed>(ALLOWED).len(), lines(ALLOWED));
}

#[test]
fn what_a_row_names_is_a_row_of_its_country() {
    for row in rows::<Type>(TYPES) {
        let codes = codes_of(&row.country);
        assert!(row.credited_by.is_none_or(|code| codes.contains(&code)), "{}", row.name);
    }
    for row in rows::<Allowed>(ALLOWED) {
        let (names, codes) = (conditions_of(&row.country), codes_of(&row.country));
        for name in [&row.issuer, &row.receiver] {
            assert!(name == EVERY || names.contains(name), "{}: {name}", row.country);
        }
        assert!(row.types.split(' ').all(|code| codes.contains(code)), "{}", row.types);
    }
}

#[test]
fn every_country_that_has_conditions_can_invoice_each_of_them() {
    let countries: BTreeSet<String> =
        rows::<Condition>(CONDITIONS).into_iter().map(|row| row.country).collect();
    for country in countries {
        let mut reached = BTreeSet::new();
        for row in rows::<Allowed>(ALLOWED).iter().filter(|row| row.country == country) {
            match row.receiver.as_str() {
                EVERY => reached.extend(conditions_of(&country)),
                name => _ = reached.insert(name.to_owned()),
            }
        }
        assert_eq!(reached, conditions_of(&country), "{country}");
    }
}
