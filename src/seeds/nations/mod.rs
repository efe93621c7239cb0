//! What differs by country: cities with their provinces, street names, phone plans, forms of company.
//! Cities, provinces and area codes are true; everything else is put together by chance.

mod ar;
mod br;
mod cl;
mod co;
mod ec;
mod mx;
mod pe;
mod uy;

/// A city.
pub(super) struct Place {
    pub(super) city: &'static str,
    pub(super) state: &'static str,
    /// Area code of its fixed lines.
    pub(super) area: &'static str,
    /// Postal code; `#` is any digit.
    pub(super) postal: &'static str,
    pub(super) zone: &'static str,
    pub(super) districts: &'static [&'static str],
}

const fn place(
    city: &'static str,
    state: &'static str,
    area: &'static str,
    postal: &'static str,
    zone: &'static str,
    districts: &'static [&'static str],
) -> Place {
    Place { city, state, area, postal, zone, districts }
}

/// How phone numbers are made: national digits without any prefix for trunk calls.
pub(super) struct Plan {
    /// Calling code of the country.
    pub(super) code: &'static str,
    /// Digits of a fixed number, the area's among them.
    pub(super) fixed_digits: usize,
    /// First digits of a fixed number behind the area code.
    pub(super) fixed_leads: &'static [&'static str],
    /// Digits of a mobile number.
    pub(super) mobile_digits: usize,
    /// First digits of a mobile number, behind the area code if it has one.
    pub(super) mobile_leads: &'static [&'static str],
    /// Whether mobiles carry an area code.
    pub(super) mobile_area: bool,
}

/// A country.
pub(super) struct Nation {
    pub(super) code: &'static str,
    /// Customers in a thousand.
    pub(super) share: u64,
    pub(super) is_portuguese: bool,
    /// Endings of the names of companies.
    pub(super) forms: &'static [&'static str],
    pub(super) streets: &'static [&'static str],
    pub(super) banks: &'static [&'static str],
    pub(super) plan: Plan,
    pub(super) places: &'static [Place],
}

/// All of them; the shares add up to a thousand.
pub(super) const ALL: [&Nation; 8] = [
    &ar::NATION,
    &mx::NATION,
    &co::NATION,
    &cl::NATION,
    &br::NATION,
    &pe::NATION,
    &ec::NATION,
    &uy::NATION,
];

/// The country at a number below a thousand.
pub(super) fn at(mut of_thousand: u64) -> &'static Nation {
    for nation in ALL {
        match of_thousand.checked_sub(nation.share) {
            Some(rest) => of_thousand = rest,
            None => return nation,
        }
    }
    &ar::NATION
}
